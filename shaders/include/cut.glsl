// What the gun has taken away. See scene/cuts.py for the rows.
#define MOST 24
uniform vec4 cuts[1 + 3 * MOST];
const float CHAIN = 900.0;      // metres a second at which blasts run along a bore
const float COOLS = 7.5;        // seconds in which an edge goes dark

struct Bore {
    float gap;                  // metres to the nearest bore's wall, below 0 inside it
    float heat;                 // 0 … 1, of what is hot
    float along;                // metres from the beam's beginning, and
    vec2 around;                // place about its axis, of the nearest
    float radius;
};

// local: metres from the cell's low corner.
Bore bored(vec3 local) {
    Bore near = Bore(1e6, 0.0, 0.0, vec2(0.0), 1.0);
    int count = int(cuts[0].x);
    for (int i = 0; i < count; ++i) {
        vec4 at = cuts[1 + 3 * i], way = cuts[2 + 3 * i], ends = cuts[3 + 3 * i];
        vec3 d = local - at.xyz;
        float s = clamp(dot(d, way.xyz), ends.x, ends.y);
        vec3 off = d - way.xyz * s;
        float gap = length(off) - at.w;
        // Where the blast has not passed yet, the hole is there and cold.
        float since = TIME - ends.z - (way.w + s) * (1.0 / CHAIN);
        float warm = clamp(1.0 - since * (1.0 / COOLS), 0.0, 1.0) * step(0.0, since);
        float deep = 0.10 + 0.03 * min(at.w, 12.0);
        // Not around the gunner.
        warm *= clamp((way.w + s) * 0.2 - 0.2, 0.0, 1.0);
        near.heat = max(near.heat, warm * warm * exp2(-max(gap, 0.0) / deep));
        if (gap < near.gap) {
            near.gap = gap;
            near.along = way.w + s;
            vec3 side = normalize(vec3(way.y, -way.x, 0.0) + vec3(1e-5, 0.0, 0.0));
            near.around = vec2(dot(off, side), dot(off, cross(side, way.xyz)));
            near.radius = at.w;
        }
    }
    return near;
}

// 1 on the wall that the gun has bared, 0 on what was there before.
float bared(Bore bore) { return 1.0 - step(0.02 * bore.radius + 0.01, bore.gap); }

// How the bared wall and what lies around the hole look, as a factor: soot around the mouth; inside,
// unless FAR, the lines of the pours that were cut through, aggregate, and the beam's fine rings.
float section(Bore bore, vec3 world, float px, sampler2D stains) {
    float soot = 1.0 - 0.62 * exp2(-max(bore.gap, 0.0) / (0.10 + 0.06 * min(bore.radius, 12.0)));
#ifdef FAR
    float wall = 0.95;
#else
    float fine = min(1.0, 0.03 / max(0.02, px));
    vec2 at = vec2(bore.along, atan(bore.around.y, bore.around.x) * bore.radius);
    float grain = texture(stains, at * (5.0 / 64.0)).b - 0.5, broad = texture(stains, at * (1.0 / 64.0)).r - 0.5;
    float lift = world.z * (1.0 / 1.6) + 0.15 * broad;
    float seam = smoothstep(0.0, 0.02 + px, 0.5 - abs(fract(lift) - 0.5));
    float ring = 1.0 - 0.20 * fine * smoothstep(0.42, 0.5, abs(fract(bore.along * 2.2) - 0.5));
    float pour = 0.86 + 0.28 * fract(floor(lift) * 0.6180340);
    float wall = pour * mix(1.0, 0.55 + 0.45 * seam, fine) * ring * (1.0 + 0.35 * broad + 1.1 * grain * fine);
#endif
    return mix(soot, wall, bared(bore));
}

// What it sheds itself. The bared wall lies thin and cools sooner than the edges do.
vec3 glow(Bore bore) {
    float heat = bore.heat * mix(1.0, 0.30 * bore.heat, bared(bore));
    return mix(vec3(0.30, 0.03, 0.01), vec3(1.00, 0.30, 0.10), heat) * (9.0 * heat);
}
