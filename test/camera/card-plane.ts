/** Where the code lies before the camera. Angles in degrees, centre in pixels of the frame. */
export type Pose = {
  pixelsPerModule: number;
  turn: number;
  tilt: number;
  /** Direction of the axis in the card's plane around which it is tilted. */
  tiltAxis: number;
  centre: { x: number; y: number };
};

/** A mapping of the plane as nine numbers, row by row. */
export type Homography = readonly [number, number, number, number, number, number, number, number, number];

/** Focal length in pixels: a frame of 1280 pixels sees 60°. */
const FOCAL = 1100;

/** From the card's plane, in modules around the code's centre, to pixels of the frame. */
export function projection({ pixelsPerModule, turn, tilt, tiltAxis, centre }: Pose): Homography {
  const [turned, axis, tilted] = [turn, tiltAxis, tilt].map((degrees) => (degrees * Math.PI) / 180) as [
    number,
    number,
    number,
  ];
  const [ca, sa] = [Math.cos(axis), Math.sin(axis)];
  const c = 1 - Math.cos(tilted);
  const s = Math.sin(tilted);
  // First two columns of the rotation around (ca, sa, 0), Rodrigues' formula.
  const tilting = [1 - c * sa * sa, c * sa * ca, c * sa * ca, 1 - c * ca * ca, -s * sa, s * ca];
  const [ct, st] = [Math.cos(turned), Math.sin(turned)];
  const column = (a: number, b: number) =>
    [0, 2, 4].map((row) => tilting[row]! * a + tilting[row + 1]! * b) as [number, number, number];
  const [ux, uy, uz] = column(ct, st);
  const [vx, vy, vz] = column(-st, ct);
  const away = FOCAL / pixelsPerModule;
  return [
    FOCAL * ux + centre.x * uz,
    FOCAL * vx + centre.x * vz,
    centre.x * away,
    FOCAL * uy + centre.y * uz,
    FOCAL * vy + centre.y * vz,
    centre.y * away,
    uz,
    vz,
    away,
  ];
}

export function inverse([a, b, c, d, e, f, g, h, i]: Homography): Homography {
  const [A, B, C] = [e * i - f * h, f * g - d * i, d * h - e * g];
  const by = 1 / (a * A + b * B + c * C);
  const rest = [
    c * h - b * i,
    b * f - c * e,
    a * i - c * g,
    c * d - a * f,
    b * g - a * h,
    a * e - b * d,
  ] as const;
  const [p, q, r, s, t, u] = rest;
  return [A * by, p * by, q * by, B * by, r * by, s * by, C * by, t * by, u * by];
}

export function through(
  [a, b, c, d, e, f, g, h, i]: Homography,
  x: number,
  y: number,
): { x: number; y: number } {
  const w = g * x + h * y + i;
  return { x: (a * x + b * y + c) / w, y: (d * x + e * y + f) / w };
}
