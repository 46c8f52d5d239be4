"""blame3d.stream"""
