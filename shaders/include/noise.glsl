// Integer-hashed value noise that repeats every 4096 m, the period to which cells wrap their
// position: so nothing swims far from the origin and nothing breaks at a cell's border.

uint hash3(ivec3 p) {
    uint h = uint(p.x) * 0x8da6b343u ^ uint(p.y) * 0xd8163841u ^ uint(p.z) * 0xcb1ab31fu;
    h = (h ^ (h >> 15)) * 0x2c1b3c6du;
    return h ^ (h >> 13);
}

float lattice(ivec3 p) { return float(hash3(p) & 0xffffu) * (1.0 / 65535.0); }

// p in lattice cells; period: lattice cells in 4096 m on each axis, powers of two.
float value_noise(vec3 p, ivec3 period) {
    ivec3 i = ivec3(floor(p));
    vec3 f = p - vec3(i);
    f = f * f * (3.0 - 2.0 * f);
    ivec3 m = period - 1;
    ivec3 a = i & m, b = (i + 1) & m;
    vec4 near = vec4(lattice(a), lattice(ivec3(b.x, a.yz)),
                     lattice(ivec3(a.x, b.y, a.z)), lattice(ivec3(b.xy, a.z)));
    vec4 far = vec4(lattice(ivec3(a.xy, b.z)), lattice(ivec3(b.x, a.y, b.z)),
                    lattice(ivec3(a.x, b.yz)), lattice(b));
    vec4 z = mix(near, far, f.z);
    vec2 y = mix(z.xy, z.zw, f.y);
    return mix(y.x, y.y, f.x);
}

float screen_noise() {
    return float(hash3(ivec3(gl_FragCoord.xy, 7)) & 0xffffu) * (1.0 / 65535.0);
}
