"""blame3d.app"""
