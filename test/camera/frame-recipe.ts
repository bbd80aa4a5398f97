/** How a frame comes about; every number is a physical quantity, the chance of a frame only places things. */
export type Recipe = {
  pixelsPerModule: number;
  /** Degrees, to one side or the other. */
  turn: number;
  tilt: number;
  /** Gray levels between dark and light modules. */
  span: number;
  isInverted: boolean;
  /** Width of the light border around the code, in modules. */
  quiet: number;
  /** Defocus, standard deviation in modules. */
  blur: number;
  /** Path of the card during the exposure, in modules. */
  motion: number;
  /** Standard deviation of the sensor's noise in gray levels. */
  noise: number;
  /** Radius of the saturated patch as a share of the code's side. */
  glare: number;
  /** Share of the code's area under dirt. */
  dirt: number;
  /** Amplitude of the pattern between a screen's pixels and the sensor's, in gray levels. */
  moire: number;
  /** What a hard shadow leaves of the light; 1 is none. */
  shadow: number;
};

export const plain: Recipe = {
  pixelsPerModule: 5,
  turn: 0,
  tilt: 0,
  span: 170,
  isInverted: false,
  quiet: 4,
  blur: 0,
  motion: 0,
  noise: 3,
  glare: 0,
  dirt: 0,
  moire: 0,
  shadow: 1,
};
