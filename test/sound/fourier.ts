/** Forward and backward Fourier transforms of one size, in place. */
export type Fourier = {
  readonly size: number;
  /** Leaves the spectrum in an order of its own, the same for every call. */
  forward(re: Float32Array, im: Float32Array): void;
  /** Takes a spectrum in that order; the result is `size` times too large. */
  backward(re: Float32Array, im: Float32Array): void;
};

/** Six numbers for each k of a stage: cosine and sine of one, two and three times its angle. */
function turnsOf(quarter: number): Float32Array {
  const turns = new Float32Array(6 * quarter);
  for (let k = 0; k < quarter; k++)
    for (let m = 1; m <= 3; m++) {
      const angle = (2 * Math.PI * k * m) / (4 * quarter);
      turns[6 * k + 2 * m - 2] = Math.cos(angle);
      turns[6 * k + 2 * m - 1] = Math.sin(angle);
    }
  return turns;
}

function split(re: Float32Array, im: Float32Array, quarter: number, turns: Float32Array): void {
  for (let start = 0; start < re.length; start += 4 * quarter)
    for (let k = 0, a = start, t = 0; k < quarter; k++, a++, t += 6) {
      const b = a + quarter;
      const c = b + quarter;
      const d = c + quarter;
      const sumR = re[a]! + re[c]!;
      const sumI = im[a]! + im[c]!;
      const difR = re[a]! - re[c]!;
      const difI = im[a]! - im[c]!;
      const oddR = re[b]! + re[d]!;
      const oddI = im[b]! + im[d]!;
      const turnedR = im[b]! - im[d]!;
      const turnedI = re[d]! - re[b]!;
      re[a] = sumR + oddR;
      im[a] = sumI + oddI;
      const [r1, i1, r2, i2, r3, i3] = [
        difR + turnedR,
        difI + turnedI,
        sumR - oddR,
        sumI - oddI,
        difR - turnedR,
        difI - turnedI,
      ];
      re[b] = r1 * turns[t]! + i1 * turns[t + 1]!;
      im[b] = i1 * turns[t]! - r1 * turns[t + 1]!;
      re[c] = r2 * turns[t + 2]! + i2 * turns[t + 3]!;
      im[c] = i2 * turns[t + 2]! - r2 * turns[t + 3]!;
      re[d] = r3 * turns[t + 4]! + i3 * turns[t + 5]!;
      im[d] = i3 * turns[t + 4]! - r3 * turns[t + 5]!;
    }
}

function join(re: Float32Array, im: Float32Array, quarter: number, turns: Float32Array): void {
  for (let start = 0; start < re.length; start += 4 * quarter)
    for (let k = 0, a = start, t = 0; k < quarter; k++, a++, t += 6) {
      const b = a + quarter;
      const c = b + quarter;
      const d = c + quarter;
      const r1 = re[b]! * turns[t]! - im[b]! * turns[t + 1]!;
      const i1 = im[b]! * turns[t]! + re[b]! * turns[t + 1]!;
      const r2 = re[c]! * turns[t + 2]! - im[c]! * turns[t + 3]!;
      const i2 = im[c]! * turns[t + 2]! + re[c]! * turns[t + 3]!;
      const r3 = re[d]! * turns[t + 4]! - im[d]! * turns[t + 5]!;
      const i3 = im[d]! * turns[t + 4]! + re[d]! * turns[t + 5]!;
      const sumR = re[a]! + r2;
      const sumI = im[a]! + i2;
      const difR = re[a]! - r2;
      const difI = im[a]! - i2;
      re[a] = sumR + r1 + r3;
      im[a] = sumI + i1 + i3;
      re[c] = sumR - r1 - r3;
      im[c] = sumI - i1 - i3;
      re[b] = difR - i1 + i3;
      im[b] = difI + r1 - r3;
      re[d] = difR + i1 - i3;
      im[d] = difI - r1 + r3;
    }
}

/**
 * Radix-4 transforms without reordering: forward by decimation in frequency, backward by decimation in time, so
 * that spectra are multiplied as they lie. `size` is a power of four.
 */
export function createFourier(size: number): Fourier {
  const quarters: number[] = [];
  for (let quarter = size / 4; quarter >= 1; quarter /= 4) quarters.push(quarter);
  const stages = quarters.map((quarter) => ({ quarter, turns: turnsOf(quarter) }));
  return {
    size,
    forward(re, im) {
      for (const { quarter, turns } of stages) split(re, im, quarter, turns);
    },
    backward(re, im) {
      for (const { quarter, turns } of stages.toReversed()) join(re, im, quarter, turns);
    },
  };
}
