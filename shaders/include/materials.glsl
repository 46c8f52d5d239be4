// The numbers of blame3d/world/materials.py and what the surfaces reflect or emit (linear).

const vec3 REFLECTS[12] = vec3[12](
    vec3(0.305, 0.305, 0.275), // CONCRETE
    vec3(0.138, 0.147, 0.138), // CONCRETE_DAMP
    vec3(0.491, 0.491, 0.434), // CONCRETE_LIME
    vec3(0.181, 0.191, 0.195), // STEEL
    vec3(0.122, 0.150, 0.138), // HULL
    vec3(0.138, 0.068, 0.037), // RUST
    vec3(0.027, 0.028, 0.030), // RUBBER
    vec3(0.032, 0.040, 0.042), // GLASS
    vec3(0.042, 0.034, 0.023), // SLUDGE
    vec3(0.150, 0.156, 0.158), // GRATING
    vec3(0.552, 0.578, 0.578), // FACTORY_WHITE
    vec3(0.260, 0.270, 0.262)  // SIGN
);

const vec3 EMITS[6] = vec3[6](
    vec3(12.0, 3.96, 0.60),  // LAMP_WARM
    vec3(6.1, 7.0, 7.3),     // LAMP_COLD
    vec3(3.0, 1.86, 0.90),   // WINDOW_WARM
    vec3(10.0, 0.25, 0.13),  // SAFEGUARD_RED
    vec3(0.47, 1.21, 1.10),  // CYAN
    vec3(3.44, 3.88, 4.0)    // SKY
);

const int STEEL = 3;
const int HULL = 4;
const int GRATING = 9;
const int FACTORY_WHITE = 10;
const int SIGN = 11;
const int EMITTERS = 16;
const int WINDOW_WARM = 18;
