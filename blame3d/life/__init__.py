"""What moves in the City by itself: functions of the seed, the place and the time. Pure numpy."""
