"""blame3d.capture"""
