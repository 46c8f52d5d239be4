"""blame3d.world"""
