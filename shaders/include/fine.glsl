// What only pictures show, and cards that have time for it.

// A number 0 … 1 for a square of a pattern.
float lot(vec2 square) { return fract(52.9829189 * fract(dot(square, vec2(0.3706, 0.1389)) + 0.137)); }

// Stains of half a kilometre upon those of 64 m, which seen from afar are one grey; and streaks that
// begin at an upper edge and thin out over thirty metres.
vec4 weathered(vec4 stain, vec4 face, vec4 panel, float wall, float px) {
    // Each fades where a pixel holds several of its texels: half a metre and four metres.
    // On walls they are drawn out downwards, as what runs is: round ones would be clouds.
    vec2 at = face.zw * vec2(1.0, 1.0 - 0.7 * wall);
    vec4 broad = (texture(stains, at * 0.125 + 0.37) - 0.5) * min(1.0, 0.9 / px);
    vec4 vast = (texture(stains, at * (1.0 / 64.0) + 0.71) - 0.5) * min(1.0, 7.0 / px);
    // The stain itself too, and a little fainter.
    vec4 run = texture(stains, at * vec2(1.0, 0.3) + 0.19) - 0.5;
    stain.r = mix(stain.r, run.r * min(1.0, 2.0 / px) * 0.8, wall);
    float blurred = clamp(px * 4.0, 0.0, 1.0);
    // From afar rust is a run below a joint, not spots: those would be a leopard's.
    stain.a = mix(stain.a, run.a * (1.0 - 0.75 * blurred), wall);
    // Here walls run with damp, there they are clean.
    float damp = clamp(0.40 + 2.6 * vast.r, 0.06, 1.0);
    stain *= vec4(0.5 + 0.5 * damp, damp, 1.0, 1.0);
    stain += broad * vec4(0.22, (0.15 + 0.45 * blurred) * damp, 0.0, 0.0)
             + vast * vec4(0.5, 0.35, 0.0, 0.0);
    // Rust has its places too: evenly strewn it would be wallpaper.
    stain.a += (0.20 + 0.20 * blurred) * broad.r + 0.14 * vast.r - 0.025;
    float below = panel.y - face.y;
    float drip = clamp(1.0 - below * 0.045, 0.0, 1.0) * wall;
    stain.g = stain.g * (0.75 + 0.7 * drip) - 0.10 * drip * clamp(below * 0.6, 0.0, 1.0);
    return stain;
}

// Walls are cast in bays; no two are of the same batch, and a few have stayed open.
float patches(vec4 face, vec4 panel, float wall, float px) {
    vec2 bay = panel.zw * max(vec2(1.0), floor(vec2(26.0, 17.0) / panel.zw));
    vec2 at = floor(face.xy / bay);
    float far = clamp(px * 2.0, 0.0, 1.0);
    float shade = 1.0 + (lot(at) - 0.5) * (0.08 + 0.02 * far);
    vec2 cell = abs(fract(face.xy / bay) - 0.5) * bay;
    vec2 rest = 0.5 * bay - cell;
    float line = clamp(1.5 - min(rest.x, rest.y) / max(px, 0.06), 0.0, 1.0);
    shade *= 1.0 - line * 0.30 * min(1.0, 0.30 / max(px, 1e-3));
    return mix(1.0, shade, step(bay.x * 1.2, panel.x) * step(bay.y * 0.5, panel.y));
}

// The holes that the ties of the formwork have left: four to a panel, as wide as a hand.
float holes(vec2 joint, vec4 panel, float groove, float px) {
    vec2 from = joint - panel.zw * 0.26;
    float r = sqrt(dot(from, from));
    float hole = clamp((0.045 - r) / max(px, 0.008) + 0.5, 0.0, 1.0);
    return hole * 0.75 * step(panel.z, 100.0) * step(0.3, groove) * clamp(1.5 - px * 25.0, 0.0, 1.0);
}

// What a hand would feel, as a factor: pores and cloudiness of what was cast, scratches in metal.
// Gone some twenty metres away. On walls the clouds are drawn out downwards too.
float close_by(vec2 at, float metal, float wall, float px) {
    float near = clamp(1.6 - px * 70.0, 0.0, 1.0);
    vec4 fine = texture(stains, at * 16.0 + 0.13);
    vec4 broad = texture(stains, at * vec2(5.0, 5.0 - 4.2 * wall) + 0.41);
    float pore = clamp((fine.b - 0.84) * 9.0, 0.0, 1.0) * clamp(1.6 - px * 200.0, 0.0, 1.0);
    float rough = (0.24 - 0.06 * wall) * (broad.r - 0.5) + (0.32 - 0.19 * wall) * (fine.r - 0.5) + 0.30 * (fine.b - 0.5) - 0.40 * pore;
    float scratch = texture(stains, at * vec2(61.0, 23.0)).g - 0.5;
    // Within arm's reach, and through a long lens: sand and air bubbles, the grain of paint.
    float at_hand = clamp(2.0 - px * 700.0, 0.0, 1.0);
    vec4 sand = texture(stains, at * 113.0 + 0.29);
    float grit = 0.9 * (sand.b - 0.5) + 0.3 * (sand.r - 0.5);
    float grain = 0.35 * (sand.b - 0.5) + 0.15 * (texture(stains, at * vec2(171.0, 67.0)).g - 0.5);
    rough += at_hand * grit;
    float worn = 0.10 * scratch + 0.35 * (fine.r - 0.5) + 0.12 * (fine.b - 0.5) + at_hand * grain;
    return 1.0 + near * mix(rough, worn, metal);
}

// Rust as it is seen from near: 0 … 1 of `even`, what it is on the mean, and flaked where that is
// neither all nor nothing. It eats along scratches and runs downwards.
float flaked(float even, vec2 at, float wall, float px) {
    float broad = texture(stains, at * vec2(6.0, 6.0 - 2.0 * wall) + 0.23).r - 0.5;
    vec4 fine = texture(stains, at * vec2(19.0, 19.0 - 5.0 * wall) + 0.57) - 0.5;
    float torn = 2.6 * broad * clamp(1.5 - px * 12.0, 0.0, 1.0)
                 + (1.7 * fine.r + 1.6 * fine.b) * clamp(1.5 - px * 30.0, 0.0, 1.0);
    float sharp = 1.0 + 0.9 * clamp(1.5 - px * 25.0, 0.0, 1.0);
    return clamp((even - 0.5) * sharp + 0.5 + torn * step(0.004, even), 0.0, 1.0);
}

// The seam where a thing meets another, as a factor: there is less light at it than before it.
float seamed(float here, float before) {
    float share = clamp(here / max(before, 0.02), 0.0, 1.0);
    return 0.40 + 0.60 * share * share;
}

// How much of a surface is open water, 0 or 1: it lies and is as glossy as nothing else.
float water(vec4 normal) { return step(0.9, normal.w) * step(0.9, normal.z); }

// How much of what a wet floor mirrors is left: all where water stands, a third between puddles.
// Basins are full; what one walks on, less than 24 m wide, has puddles.
float puddles(vec4 face, vec4 panel) {
    vec2 at = face.zw;
    float low = texture(stains, at * 3.0 + 0.61).r + 0.6 * texture(stains, at * 11.0 + 0.17).r;
    float stands = clamp((low - 0.78) * 8.0, 0.0, 1.0);
    return mix(mix(0.33, 1.0, stands), 1.0, step(24.0, min(panel.x, panel.y)));
}

// The normal of water that is never quite still. at: its place in the tile of stains.
vec3 rippled(vec4 normal, vec2 at, float px) {
    vec2 drift = vec2(TIME * 0.002, 0.0);
    float a = texture(stains, at * 1.3 + drift).r, b = texture(stains, at.yx * 1.7 - drift).r;
    float c = texture(stains, at * 4.0 - drift).r - 0.5;
    vec2 tilt = vec2(a - 0.5, b - 0.5) * 0.12 + c * (0.05 * clamp(1.4 - px * 8.0, 0.0, 1.0));
    return normalize(normal.xyz + vec3(tilt, 0.0) * water(normal));
}

// The openings in steel at a grazing angle, in glass and in water.
vec3 mirrored(vec3 way, vec4 normal, vec2 baked) {
    float cosine = clamp(-dot(way, normal.xyz), 0.0, 1.0);
    float graze = 1.0 - cosine;
    float fresnel = 0.04 + 0.96 * graze * graze * graze * graze * graze;
    vec3 back = reflect(way, normal.xyz);
    float open = openness(back.z) * baked.x;
    // Of lamps, water shows the glints on its ripples.
    float glint = clamp(1.0 - abs(normal.x + 0.3 * normal.y) * 70.0, 0.0, 1.0);
    float lamps = mix(0.3, 0.06 + 0.25 * glint, water(normal));
    vec3 sky = SKYLIGHT * open * open * 1.6 + lamplight(baked.y) * lamps;
    return sky * fresnel * normal.w;
}
