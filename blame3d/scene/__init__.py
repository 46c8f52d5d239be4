"""blame3d.scene"""
