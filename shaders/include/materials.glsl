// What the materials of blame3d/world/materials.py are, by their numbers.
const int MATERIALS = 22;

// Linear reflectance and 0, or emitted light and 1.
const vec4 BASE[22] = vec4[22](
    vec4(0.305, 0.305, 0.275, 0.0), // CONCRETE
    vec4(0.138, 0.147, 0.138, 0.0), // CONCRETE_DAMP
    vec4(0.491, 0.491, 0.434, 0.0), // CONCRETE_LIME
    vec4(0.181, 0.191, 0.195, 0.0), // STEEL
    vec4(0.122, 0.150, 0.138, 0.0), // HULL
    vec4(0.138, 0.068, 0.037, 0.0), // RUST
    vec4(0.027, 0.028, 0.030, 0.0), // RUBBER
    vec4(0.032, 0.040, 0.042, 0.0), // GLASS
    vec4(0.042, 0.034, 0.023, 0.0), // SLUDGE
    vec4(0.150, 0.156, 0.158, 0.0), // GRATING
    vec4(0.552, 0.578, 0.578, 0.0), // FACTORY_WHITE
    vec4(0.260, 0.270, 0.262, 0.0), // SIGN
    vec4(0.3, 0.3, 0.3, 0.0), vec4(0.3, 0.3, 0.3, 0.0),
    vec4(0.3, 0.3, 0.3, 0.0), vec4(0.3, 0.3, 0.3, 0.0),
    vec4(12.0, 3.96, 0.60, 1.0),    // LAMP_WARM
    vec4(6.1, 7.0, 7.3, 1.0),       // LAMP_COLD
    vec4(1.7, 1.05, 0.50, 1.0),     // WINDOW_WARM
    vec4(10.0, 0.25, 0.13, 1.0),    // SAFEGUARD_RED
    vec4(0.47, 1.21, 1.10, 1.0),    // CYAN
    vec4(3.44, 3.88, 4.0, 1.0)      // SKY
);

// Spacing of joints across and up in metres, how dark they are, 1 when it is metal.
const vec4 LOOK[22] = vec4[22](
    vec4(3.0, 2.4, 0.55, 0.0), vec4(3.0, 2.4, 0.55, 0.0), vec4(3.0, 2.4, 0.45, 0.0),
    vec4(2.4, 1.8, 0.50, 1.0), vec4(1.8, 2.4, 0.60, 1.0), vec4(2.4, 1.8, 0.40, 1.0),
    vec4(1e4, 1e4, 0.0, 0.0), vec4(1.2, 1.6, 0.50, 0.0), vec4(1e4, 1e4, 0.0, 0.0),
    vec4(0.3, 0.3, 0.60, 1.0), vec4(1.2, 1.2, 0.35, 0.0), vec4(1e4, 1e4, 0.0, 0.0),
    vec4(3.0, 2.4, 0.5, 0.0), vec4(3.0, 2.4, 0.5, 0.0),
    vec4(3.0, 2.4, 0.5, 0.0), vec4(3.0, 2.4, 0.5, 0.0),
    vec4(1e4, 1e4, 0.0, 0.0), vec4(1e4, 1e4, 0.0, 0.0), vec4(1.2, 1.6, 0.95, 0.0),
    vec4(1e4, 1e4, 0.0, 0.0), vec4(1e4, 1e4, 0.0, 0.0), vec4(1e4, 1e4, 0.0, 0.0)
);
