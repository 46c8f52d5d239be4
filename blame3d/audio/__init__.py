"""What there is to hear: sounds made of numpy, and what reaches an ear in the City. Pure.

    sound       samples with their rate          synth      noise, filters, struck bodies
    beds        wind, hum, water, districts      strikes    drips, blows, falling stone
    boots       steps, landings                  machines   gun, lift, Builder, device
    tails       how rooms answer                 store      what was made once, kept
    catalogue   every sound: maker, loudness     library    all of them, made in a second or two

    path        delay and loss on the way        room       what rays around the ear measure
    surfaces    what feet stand on, pipes near   feet       footfalls of a moving body
    spots       drips and groans of places       ambience   which beds, how loud
    ear, heard  cues in, what is heard out       mix        the same as samples, without a device
    tour, bench a minute's walk to listen to, and how fast all this is made

Sounds are deterministic: their noise comes from `world.hash`. Loudness is counted in decibels at
one metre against full scale, so one law (spherical spreading, see `path`) serves a step and a
blast kilometres away. `app.ear` plays what `Ear` hears.
"""
