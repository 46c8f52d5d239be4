"""blame3d.mesh"""
