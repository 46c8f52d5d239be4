"""The same place path-traced, to hold the real-time picture against.

    python models/path_trace.py export ADDRESS SCENE.npz    (in the program's environment)
    python models/path_trace.py trace SCENE.npz TRACED.npz  (where Blender's bpy 4.5 is installed)
    python models/path_trace.py pair SCENE.npz TRACED.npz PAIR.png   (in the program's environment)

`export` writes the geometry around an address as it is drawn, on all sides, with the lamps, the
real-time picture and the distance of each of its pixels. `trace` renders it with Cycles by the same
logic of light: what shines is the air itself, more of it where there is more air (a haze that
absorbs and emits, for all but the camera's rays), and the lamps. `pair` lays the air before the
traced light by the law of the shaders, prints both through the same curve and puts them side by
side: real time on the left.
"""

from __future__ import annotations

import math
import sys
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

F32 = NDArray[np.float32]

SIZE = (960, 540)
SAMPLES = 12
SKY = np.array([0.86, 0.97, 1.0])
SKY_LIGHT = 1.35
"""What an open sky gives to a surface, as the shaders have it (include/light.glsl)."""
LAMP_WATTS = 530.0
"""A lamp of full power: at 3 m it gives what the light volume holds there."""
SMALL = 0.0025
"""Parts that look narrower than this angle are left out."""
REACH = 4000.0
LAMP_REACH = 160.0
EMITS = 16


def export(address: str, target: Path) -> None:
    """Write a scene: quads (N, 4, 3) in metres about the eye, material and tint of each, lamps."""
    from dataclasses import replace

    from blame3d.capture.gather import cell_boxes, gather
    from blame3d.capture.still import Easel
    from blame3d.capture.studio import studio
    from blame3d.capture.where import pose_of, view_of, world_of
    from blame3d.config import Settings
    from blame3d.scene.looks import LOOKS
    from blame3d.stream.plan import desired
    from blame3d.view import parse_address
    from blame3d.world.generate import generate

    at = parse_address(address)
    settings = Settings(seed=at.seed or 0, at=at, size=SIZE, software=True)
    world = world_of(settings)
    view = view_of(settings, world, pose_of(settings, world))
    with studio(world, "low", software=True, workers=0) as room:
        gather(room.scene, room.executor, view)
        easel = Easel(room.host, room.scene, SIZE)
        picture, distance = easel.take(replace(view, size=SIZE)), easel.distances(view)
        easel.close()
    plan = desired(view.position_mm, "low", heading=view.h, fov=view.fov_h)
    quads, material, tint, lamps = [], [], [], []
    for key, leaf in zip(plan.keys, plan.leaf.tolist(), strict=True):
        corner, far = cell_boxes(
            np.array([key[0]]), np.array([key[1]]), view.position_mm, margin=0.0
        )
        if not leaf or np.abs(np.clip(0.0, corner, far)).max() > REACH:
            continue
        chunk = generate(world, *key)
        rows = chunk.parts
        away = np.sqrt(((rows["pos"] + corner[0]) ** 2).sum(1))
        reach = 0.5 * np.sqrt((rows["size"].astype(float) ** 2).sum(1))
        wide = np.sort(rows["size"], axis=1)[:, 1]
        rows = rows[wide > SMALL * np.maximum(away - reach, 0.0)]
        made, owner = expanded(rows)
        quads.append((made + corner[0]).astype(np.float32))
        material.append(rows["material"][owner])
        tint.append(rows["tint"][owner])
        shining = chunk.lamps
        own = ((shining["pos"] >= 0) & (shining["pos"] < far[0] - corner[0])).all(1)
        place = shining["pos"][own] + corner[0]
        near = np.sqrt((place**2).sum(1)) < LAMP_REACH
        shine = shining["colour"][own].astype(float) / 255.0 * shining["power"][own, None] / 255.0
        lamps.append(np.concatenate([place, shine], 1)[near])
    looks = np.zeros((32, 4), np.float32)
    for one, (colour, (_, _, _, metal)) in LOOKS.items():
        looks[int(one)] = (*colour, metal)
    haze = view.haze
    np.savez_compressed(
        target, quads=np.concatenate(quads), material=np.concatenate(material),
        tint=np.concatenate(tint), lamps=np.concatenate(lamps), looks=looks, picture=picture,
        distance=distance, camera=np.array([view.h, view.p, view.fov_h]),
        haze=np.array([*haze.pale, *haze.dark, haze.extinction, haze.gradient, haze.openness,
                       view.exposure]),
        address=np.array(address),
    )
    print(f"{target}: {sum(map(len, quads))} quads, {sum(map(len, lamps))} lamps")


def expanded(rows: NDArray[np.void]) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Quads (M, 4, 3) of PART rows in their cell's metres, and the row of each."""
    from blame3d.world import kit
    from blame3d.world.chunk import SHEET, SKIN
    from blame3d.world.parts import axes

    batch = rows["batch"].astype(np.int64)
    sheet = batch >= SHEET
    plain = np.where(batch >= SKIN, 0, batch)
    corners = kit.load().vertices[:, :3].reshape(-1, 6, 4, 3)[plain].astype(np.float64)
    corners *= rows["size"][:, None, None]
    turned = axes(rows["yaw"], rows["pitch"], len(rows))
    placed = (corners[..., None] * turned[:, None, None]).sum(-2) + rows["pos"][:, None, None]
    diagonals = placed[:, :, 2] - placed[:, :, 0], placed[:, :, 3] - placed[:, :, 1]
    normal = np.cross(*diagonals)
    real = (normal**2).sum(-1) > 1e-10
    # Of a sheet only one face is there: 2 · axis + (1 when it looks up its axis).
    face = np.where(sheet, batch - SHEET, 0)
    looks = np.take_along_axis(normal, (face // 2)[:, None, None], 2)[..., 0]
    largest = np.abs(normal).argmax(-1) == (face // 2)[:, None]
    real &= ~sheet[:, None] | (largest & (np.sign(looks) == np.where(face % 2, 1, -1)[:, None]))
    owner, which = np.nonzero(real)
    return placed[owner, which], owner


def trace(scene: Path, target: Path) -> None:
    """Render a scene's light without the air before the eye: float32 (h, w, 3), linear."""
    import bpy

    data = np.load(scene)
    bpy.ops.wm.read_factory_settings(use_empty=True)
    for one in np.unique(data["material"]).tolist():
        own = data["material"] == one
        _mesh(bpy, f"m{one}", data["quads"][own], data["tint"][own],
              _surface(bpy, one, data["looks"][one]))
    for n, row in enumerate(data["lamps"].tolist()):
        light = bpy.data.lights.new(f"l{n}", "POINT")
        light.energy = LAMP_WATTS * max(row[3:])
        light.color = [v / max(row[3:]) for v in row[3:]]
        light.shadow_soft_size = 0.12
        lamp = bpy.data.objects.new(f"l{n}", light)
        lamp.location = row[:3]
        bpy.context.collection.objects.link(lamp)
    _air(bpy, float(data["haze"][6]), float(data["haze"][8]))
    _camera(bpy, *data["camera"].tolist())
    bpy.context.scene.render.filepath = str(target.with_suffix(".exr"))
    bpy.ops.render.render(write_still=True)
    image = bpy.data.images.load(str(target.with_suffix(".exr")))
    pixels = np.array(image.pixels[:], np.float32).reshape(SIZE[1], SIZE[0], 4)[::-1, :, :3]
    np.savez_compressed(target, light=pixels)
    target.with_suffix(".exr").unlink()


def _mesh(bpy, name: str, quads: F32, tint: NDArray[np.uint8], material) -> None:  # type: ignore[no-untyped-def]
    mesh, n = bpy.data.meshes.new(name), len(quads)
    mesh.vertices.add(4 * n)
    mesh.vertices.foreach_set("co", quads.reshape(-1))
    mesh.loops.add(4 * n)
    mesh.loops.foreach_set("vertex_index", np.arange(4 * n, dtype=np.int32))
    mesh.polygons.add(n)
    mesh.polygons.foreach_set("loop_start", np.arange(0, 4 * n, 4, dtype=np.int32))
    shade = mesh.attributes.new("tint", "FLOAT", "FACE")
    shade.data.foreach_set("value", (0.88 + 0.24 * tint / 255.0).astype(np.float32))
    mesh.update()
    mesh.materials.append(material)
    bpy.context.collection.objects.link(bpy.data.objects.new(name, mesh))


def _surface(bpy, number: int, look: F32):  # type: ignore[no-untyped-def]
    """A material by number: rough, a little shaded by its part's tint and by streaks; lamps are
    only seen, for the light that they give is that of points."""
    made = bpy.data.materials.new(f"m{number}")
    made.use_nodes = True
    nodes, links = made.node_tree.nodes, made.node_tree.links
    nodes.clear()
    out = nodes.new("ShaderNodeOutputMaterial")
    if number >= EMITS:
        glow, path = nodes.new("ShaderNodeEmission"), nodes.new("ShaderNodeLightPath")
        glow.inputs["Color"].default_value = (*look[:3].tolist(), 1.0)
        links.new(path.outputs["Is Camera Ray"], glow.inputs["Strength"])
        links.new(glow.outputs[0], out.inputs["Surface"])
        return made
    body = nodes.new("ShaderNodeBsdfPrincipled")
    body.inputs["Roughness"].default_value = 0.15 if look[3] > 0.9 and look[3] < 1 else 0.7
    body.inputs["Specular IOR Level"].default_value = 0.3
    place, stretch = nodes.new("ShaderNodeTexCoord"), nodes.new("ShaderNodeMapping")
    stretch.inputs["Scale"].default_value = (1.3, 1.3, 0.06)
    streaks, strength = nodes.new("ShaderNodeTexNoise"), nodes.new("ShaderNodeMapRange")
    strength.inputs["To Min"].default_value, strength.inputs["To Max"].default_value = 0.6, 1.3
    tint, both, mixed = (nodes.new(k) for k in (
        "ShaderNodeAttribute", "ShaderNodeMath", "ShaderNodeMix"))
    tint.attribute_name, both.operation = "tint", "MULTIPLY"
    mixed.data_type, mixed.blend_type = "RGBA", "MULTIPLY"
    mixed.inputs["Factor"].default_value = 1.0
    mixed.inputs["A"].default_value = (*look[:3].tolist(), 1.0)
    mixed.inputs[6].default_value = (*look[:3].tolist(), 1.0)
    links.new(place.outputs["Object"], stretch.inputs["Vector"])
    links.new(stretch.outputs[0], streaks.inputs["Vector"])
    links.new(streaks.outputs[0], strength.inputs["Value"])
    links.new(strength.outputs[0], both.inputs[0])
    links.new(tint.outputs["Fac"], both.inputs[1])
    links.new(both.outputs[0], mixed.inputs[7])
    links.new(mixed.outputs[2], body.inputs["Base Color"])
    links.new(body.outputs[0], out.inputs["Surface"])
    return made


def _air(bpy, extinction: float, openness: float) -> None:  # type: ignore[no-untyped-def]
    """A haze that absorbs and shines, unseen by the camera: its rays are given air by `pair`. Rays
    that rise see more of the opening, by the shaders' law (include/air.glsl)."""
    world = bpy.data.worlds.new("air")
    bpy.context.scene.world = world
    world.use_nodes = True
    world.cycles.homogeneous_volume = True
    nodes, links = world.node_tree.nodes, world.node_tree.links
    nodes.clear()
    out, path, both = (nodes.new(k) for k in (
        "ShaderNodeOutputWorld", "ShaderNodeLightPath", "ShaderNodeAddShader"))
    absorb, shine = nodes.new("ShaderNodeVolumeAbsorption"), nodes.new("ShaderNodeEmission")
    absorb.inputs["Color"].default_value = (0.0, 0.0, 0.0, 1.0)
    shine.inputs["Color"].default_value = (*SKY.tolist(), 1.0)

    def of(kind: str, a, b, *rest: float):  # type: ignore[no-untyped-def]
        node = nodes.new("ShaderNodeMath")
        node.operation = kind
        for socket, value in zip(node.inputs, (a, b, *rest), strict=False):
            if isinstance(value, float):
                socket.default_value = value
            else:
                links.new(value, socket)
        return node.outputs[0]

    unseen = of("SUBTRACT", 1.0, path.outputs["Is Camera Ray"])
    links.new(of("MULTIPLY", unseen, extinction), absorb.inputs["Density"])
    ray, split = nodes.new("ShaderNodeNewGeometry"), nodes.new("ShaderNodeSeparateXYZ")
    links.new(ray.outputs["Incoming"], split.inputs[0])
    rise = of("MULTIPLY", split.outputs["Z"], -1.0)
    up, down = of("MAXIMUM", rise, 0.0), of("MINIMUM", rise, 0.0)
    seen = of("ADD", of("MULTIPLY_ADD", up, 0.6, openness), down)
    seen = of("MINIMUM", of("MAXIMUM", seen, 0.0), 1.0)
    bright = of("MULTIPLY", of("MULTIPLY", seen, seen), extinction * SKY_LIGHT)
    links.new(of("MULTIPLY", unseen, bright), shine.inputs["Strength"])
    links.new(absorb.outputs[0], both.inputs[0])
    links.new(shine.outputs[0], both.inputs[1])
    links.new(both.outputs[0], out.inputs["Volume"])


def _camera(bpy, heading: float, pitch: float, fov: float) -> None:  # type: ignore[no-untyped-def]
    lens = bpy.data.cameras.new("eye")
    lens.sensor_fit, lens.angle = "HORIZONTAL", math.radians(fov)
    lens.clip_start, lens.clip_end = 0.05, 1e5
    eye = bpy.data.objects.new("eye", lens)
    eye.rotation_euler = (math.radians(90.0 + pitch), 0.0, math.radians(heading))
    bpy.context.collection.objects.link(eye)
    scene = bpy.context.scene
    scene.camera = eye
    scene.render.engine = "CYCLES"
    scene.cycles.samples, scene.cycles.use_denoising = SAMPLES, True
    scene.cycles.max_bounces, scene.cycles.diffuse_bounces = 4, 4
    scene.cycles.sample_clamp_indirect = 8.0
    scene.render.resolution_x, scene.render.resolution_y = SIZE
    scene.render.resolution_percentage = 100
    scene.render.image_settings.file_format = "OPEN_EXR"
    scene.render.image_settings.color_depth = "32"
    scene.view_settings.view_transform = "Raw"


def pair(scene: Path, traced: Path, target: Path) -> None:
    """Lay the air before the traced light, print it, put it beside the real-time picture."""
    from blame3d.png import encode_png

    data, light = np.load(scene), np.load(traced)["light"].astype(np.float64)
    pale, dark = data["haze"][:3], data["haze"][3:6]
    extinction, gradient, openness, exposure = data["haze"][6:].tolist()
    h, w = light.shape[:2]
    _, pitch, fov = np.radians(data["camera"])
    # How much the ray of each pixel rises.
    x = (np.arange(w) + 0.5 - w / 2) / (w / 2) * math.tan(fov / 2)
    z = (h / 2 - np.arange(h) - 0.5) / (w / 2) * math.tan(fov / 2)
    along = np.sqrt(1.0 + x[None] ** 2 + z[:, None] ** 2)
    rise = (math.sin(pitch) + z[:, None] * math.cos(pitch)) / along
    far = np.minimum(data["distance"], 1e5)
    layer = np.clip(1.0 - 0.5 * gradient * far * rise, 0.3, 3.0)
    clear = np.exp(-extinction * far * far / (far + 160.0) * layer)
    opened = np.clip(openness + rise * np.where(rise > 0, 0.6, 1.0), 0.0, 1.0)
    opened = opened * (1.0 - clear * 0.2)
    thick = (1.0 - clear)[..., None]
    shown = light * (1.0 - thick) + (dark + pale * (opened[..., None] * thick) ** 2) * thick
    v = shown * exposure
    curve = np.sqrt(v * (v + 0.008) / (v * (v + 0.42) + 0.020)) * 1.10 - 0.025
    printed = (np.clip(curve, 0.0, 1.0) * 255.0 + 0.5).astype(np.uint8)
    both = np.concatenate([data["picture"], np.full((h, 8, 3), 16, np.uint8), printed], 1)
    target.write_bytes(encode_png(both, str(data["address"])))
    for name, picture in (("real time", data["picture"]), ("path-traced", printed)):
        luma = picture @ np.array([0.2126, 0.7152, 0.0722])
        print(name, *np.percentile(luma, (1, 50, 99)).round().astype(int).tolist())


if __name__ == "__main__":
    step, *rest = sys.argv[1:]
    if step == "export":
        export(rest[0], Path(rest[1]))
    elif step == "trace":
        trace(Path(rest[0]), Path(rest[1]))
    else:
        pair(*map(Path, rest))
