/** Name of the rule in the simulation; first ten people called, mean and longest wait, hash of the order of day 1. */
export const publishedOrders: readonly [string, string, number, number, number][] = [
  ['fifo, no class first', '183 27 66 59 100 18 202 197 160 120', 39.798636, 79.948862, 876323],
  ['strict by arrival', '59 183 27 66 100 18 202 197 160 200', 40.153881, 121.854101, 958331],
  ['strict, newest first', '59 197 202 18 100 66 35 173 1 67', 39.695444, 249.943976, 359421],
  ['ratio 2:1 by arrival', '59 183 27 66 100 18 202 197 160 200', 40.05626, 118.002026, 103395],
  ['accumulating 2:1.5:1', '183 27 59 66 100 18 202 197 160 120', 39.727219, 93.684404, 53068],
  ['accumulating from slot', '183 27 59 66 100 18 202 197 160 120', 39.78174, 97.43536, 75682],
  ['earliest due', '59 183 27 66 100 18 202 197 160 200', 39.597722, 92.08089, 454921],
  ['target, cap 12 for all', '183 59 27 66 100 18 202 197 160 120', 39.993357, 103.777633, 315056],
  ['target, no guard', '183 59 27 66 100 18 202 197 160 120', 40.0356, 106.665609, 502081],
];

/** Urgent, priority, appointment, walk-in as p50/p95; mean, longest; late, beyond 90 and overtaken in %. */
export const publishedFigures: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  0.85: {
    'fifo, no class first': '35/72 34/72 25/68 34/72 33.9 92 51.2 0.1 0.0',
    'strict by arrival': '1/3 1/5 0/8 66/101 33.9 135 0.1 16.0 53.8',
    'strict, newest first': '1/3 1/6 0/8 15/187 33.8 241 0.3 32.1 47.7',
    'ratio 2:1 by arrival': '1/3 4/21 0/15 63/101 33.9 135 0.5 15.9 47.1',
    'accumulating 2:1.5:1': '1/3 18/39 20/53 48/86 33.9 113 25.7 2.5 6.2',
    'accumulating from slot': '1/3 18/40 20/43 49/87 33.9 120 23.6 3.1 8.3',
    'earliest due': '1/3 3/38 7/44 57/86 33.9 111 13.8 2.7 28.5',
    'target, cap 12 for all': '1/3 13/34 16/34 51/90 33.9 121 11.0 5.2 13.3',
    'target, no guard': '1/3 13/28 15/30 55/91 33.9 122 3.6 5.6 21.9',
  },
  0.95: {
    'fifo, no class first': '45/88 46/88 43/85 45/88 45.9 111 66.8 3.8 0.0',
    'strict by arrival': '1/3 1/6 0/13 86/127 46.0 156 0.4 44.7 72.3',
    'strict, newest first': '1/3 1/7 0/12 51/232 45.9 267 0.9 40.8 54.2',
    'ratio 2:1 by arrival': '1/3 6/27 1/22 83/127 45.9 154 2.4 42.9 65.5',
    'accumulating 2:1.5:1': '1/3 23/48 34/67 65/105 46.0 130 42.1 19.5 17.8',
    'accumulating from slot': '1/3 23/49 31/53 66/107 46.0 133 40.6 22.0 22.7',
    'earliest due': '1/3 7/54 24/62 70/103 46.0 128 30.0 19.7 38.9',
    'target, cap 12 for all': '1/3 20/43 26/44 68/112 46.0 140 31.8 26.7 32.3',
    'target, no guard': '1/3 16/34 23/38 73/113 46.0 137 16.6 29.3 42.5',
  },
  1.05: {
    'fifo, no class first': '58/105 59/104 61/102 59/104 59.0 133 81.1 17.3 0.0',
    'strict by arrival': '1/3 2/8 1/20 106/154 59.0 186 1.0 65.8 81.5',
    'strict, newest first': '1/3 1/9 0/21 82/263 59.1 297 1.8 48.4 59.7',
    'ratio 2:1 by arrival': '1/3 10/36 2/30 104/154 59.0 185 8.2 60.2 74.8',
    'accumulating 2:1.5:1': '1/3 28/57 50/80 83/124 59.1 153 58.5 42.2 33.2',
    'accumulating from slot': '1/3 29/59 43/64 85/128 59.1 158 57.3 44.5 40.2',
    'earliest due': '1/3 14/72 43/80 84/121 59.1 148 46.9 42.2 46.2',
    'target, cap 12 for all': '1/3 28/54 37/55 85/134 59.0 164 54.5 46.3 49.8',
    'target, no guard': '1/3 20/42 31/46 92/135 59.1 165 33.9 52.3 60.5',
  },
};

/** Guards at load 0.95: priority, appointment and walk-in p95, longest wait, share overtaken in %. */
export const publishedGuards: readonly [string, string][] = [
  ['target, no guard', '34.27 37.77 112.72 137.10 42.52'],
  ['target (default)', '34.33 37.98 112.64 137.33 41.49'],
  ['target, streak 3', '34.57 37.97 112.70 136.90 40.85'],
  ['target, streak 2', '36.65 38.51 112.65 136.87 38.63'],
  ['target, cap 12 for all', '43.31 44.01 111.92 139.63 32.29'],
];
