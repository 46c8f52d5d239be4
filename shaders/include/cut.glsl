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
        float deep = 0.12 + 0.05 * min(at.w, 12.0);
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

// How the bared wall and what lies around the hole look, as a factor: the lines of the pours that
// were cut through, aggregate, the fine rings that the beam left; soot around the mouth.
float section(Bore bore, vec3 world, float px, sampler2D stains) {
    float fine = 1.0 / max(0.02, px);
    float turn = atan(bore.around.y, bore.around.x) * bore.radius;
    vec4 grain = texture(stains, vec2(bore.along, turn) * (5.0 / 64.0)) - 0.5;
    vec4 broad = texture(stains, vec2(bore.along, turn) * (1.0 / 64.0)) - 0.5;
    float lift = world.z * (1.0 / 1.6) + 0.15 * broad.r;
    float pour = 0.88 + 0.24 * fract(sin(floor(lift) * 12.9898) * 43758.547);
    float seam = 1.0 - 0.45 * clamp(1.2 - abs(fract(lift) - 0.5 + 0.5 * sign(0.5 - fract(lift))) * 1.6 * fine, 0.0, 1.0) * min(1.0, 0.03 * fine);
    float ring = 1.0 - 0.16 * clamp(1.1 - abs(fract(bore.along * 2.2) - 0.5) * 0.9 * fine, 0.0, 1.0) * min(1.0, 0.015 * fine);
    float wall = pour * seam * ring * (1.0 + 1.1 * grain.b * min(1.0, 0.3 * fine) + 0.3 * broad.r);
    float soot = 1.0 - 0.62 * exp2(-max(bore.gap, 0.0) / (0.10 + 0.06 * min(bore.radius, 12.0)));
    return mix(soot, wall, bared(bore));
}

// What it sheds itself. The bared wall lies thin and cools sooner than the edges do.
vec3 glow(Bore bore) {
    float heat = bore.heat * mix(1.0, 0.30 * bore.heat, bared(bore));
    return mix(vec3(0.30, 0.03, 0.01), vec3(1.00, 0.30, 0.10), heat) * (9.0 * heat);
}
