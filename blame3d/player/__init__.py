"""blame3d.player"""
