// What the gun has taken away. See scene/cuts.py for the rows. A CPU runs this for every pixel of a
// chunk that a beam goes through: no root, no turn, what is hot apart from what is only cut, and
// nothing that glows unless HOT.
#define MOST 24
uniform vec4 cuts[1 + 3 * MOST];
const float CHAIN = 900.0;      // metres a second at which blasts run along a bore
const float COOLS = 7.5;        // seconds in which an edge goes dark

struct Bore {
    float gap;                  // metres to the nearest bore's wall, below 0 inside it; near it exact
    float heat;                 // 0 … 1, of what is hot
    float along;                // metres from the nearest beam's beginning, and
    vec3 off;                   // from its axis
    float radius;
};

// local: metres from the cell's low corner. ALONE: there is but one beam, and numbers known
// beforehand cost half of what a loop looks up.
Bore bored(vec3 local) {
    Bore near = Bore(1e6, 0.0, 0.0, vec3(0.0), 1.0);
#ifdef ALONE
    const int count = 1;
#else
    int count = int(cuts[0].x);
#endif
    for (int i = 0; i < count; ++i) {
        vec4 at = cuts[1 + 3 * i], way = cuts[2 + 3 * i], ends = cuts[3 + 3 * i];
        vec3 d = local - at.xyz;
        float s = clamp(dot(d, way.xyz), ends.x, ends.y);
        vec3 off = d - way.xyz * s;
        float gap = (dot(off, off) - at.w * at.w) * ends.w;
        bool closer = gap < near.gap;
        near.gap = closer ? gap : near.gap;
        near.along = closer ? way.w + s : near.along;
        near.off = closer ? off : near.off;
        near.radius = closer ? at.w : near.radius;
    }
#ifdef HOT
    int hot = int(cuts[0].y);
    for (int i = 0; i < hot; ++i) {
        vec4 at = cuts[1 + 3 * i], way = cuts[2 + 3 * i], ends = cuts[3 + 3 * i];
        vec3 d = local - at.xyz;
        float s = clamp(dot(d, way.xyz), ends.x, ends.y);
        vec3 off = d - way.xyz * s;
        float gap = (dot(off, off) - at.w * at.w) * ends.w;
        // Where the blast has not passed yet, the hole is there and cold; and not at the gun.
        float since = TIME - ends.z - (way.w + s) * (1.0 / CHAIN);
        float warm = clamp(1.0 - since * (1.0 / COOLS), 0.0, 1.0) * step(0.0, since);
        warm *= clamp((way.w + s) * 0.2 - 0.2, 0.0, 1.0);
        float deep = 0.10 + 0.03 * min(at.w, 12.0);
        near.heat = max(near.heat, warm * warm * exp2(-max(gap, 0.0) / deep));
    }
#endif
    return near;
}

// 1 on the wall that the gun has bared, 0 on what was there before.
float bared(Bore bore) { return 1.0 - step(0.02 * bore.radius + 0.01, bore.gap); }

// How the bared wall and what lies around the hole look, as a factor: soot around the mouth; inside,
// unless FAR, the pours that were cut through, and unless MIDDLE their lines, aggregate, and the
// beam's fine rings.
float section(Bore bore, vec3 world, float px, sampler2D stains) {
    float soot = 1.0 - 0.62 * exp2(-max(bore.gap, 0.0) / (0.10 + 0.06 * min(bore.radius, 12.0)));
#ifdef FAR
    float wall = 0.95;
#elif defined(MIDDLE)
    float wall = 0.86 + 0.28 * fract(floor(world.z * (1.0 / 1.6)) * 0.6180340);
#else
    float fine = min(1.0, 0.03 / max(0.02, px));
    vec2 at = vec2(bore.along, bore.off.z + bore.off.x - bore.off.y);
    vec2 grain = texture(stains, at * (4.0 / 64.0)).rb - 0.5;
    float lift = world.z * (1.0 / 1.6) + 0.10 * grain.x;
    float seam = smoothstep(0.0, 0.02 + px, 0.5 - abs(fract(lift) - 0.5));
    float ring = 1.0 - 0.20 * fine * smoothstep(0.42, 0.5, abs(fract(bore.along * 2.2) - 0.5));
    float pour = 0.86 + 0.28 * fract(floor(lift) * 0.6180340);
    float wall = pour * mix(1.0, 0.55 + 0.45 * seam, fine) * ring * (1.0 + 0.3 * grain.x + 1.1 * grain.y * fine);
#endif
    return mix(soot, wall, bared(bore));
}

// What it sheds itself. The bared wall lies thin and cools sooner than the edges do.
vec3 glow(Bore bore) {
    // In rings, where the pours were thick: so a bore's length is seen.
    float ring = 0.12 + 0.60 * smoothstep(0.80, 1.0, 2.0 * abs(fract(bore.along * 0.2) - 0.5));
    float heat = bore.heat * mix(1.0, ring * bore.heat, bared(bore));
    return mix(vec3(0.30, 0.03, 0.01), vec3(1.00, 0.30, 0.10), heat) * (9.0 * heat);
}
