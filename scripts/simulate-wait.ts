import { judgedDays, plainTrial, type WaitScore, waitScore } from '../simulation/expected-wait-score.ts';
import { markdownTable } from '../simulation/figure-table.ts';
import type { Outcome } from './simulate-outcome.ts';

const LOADS = [0.85, 0.95, 1.05];

/** How well the expected wait holds, on mornings that were not used to choose its constants. */
export function simulateWait(): Outcome {
  const loads = LOADS.map((load) => ({ load, scores: waitScore(judgedDays, load, plainTrial) }));
  const rows = loads.flatMap(({ load, scores }) =>
    scores.map((score) => [`${load} · ${score.of}`, ...cells(score)]),
  );
  const head = [
    'load · of',
    'asked',
    'held',
    'held as told',
    'width',
    'error',
    'naive / rooms',
    'better',
    'naive',
  ];
  const lead = `What people are told on arrival and half-way, days ${judgedDays[0]} to ${judgedDays.at(-1)} of the one-stage model.
Held: the call fell into the range. Errors are mean absolute errors of the middle in minutes, against people ahead
times the mean service time, with and without dividing by the rooms.`;
  return {
    text: `${lead}\n\n${markdownTable(head, rows)}`,
    data: { model: 'expected-wait', days: judgedDays, loads },
    picture: '',
  };
}

function cells({ asked, held, heldShown, width, error, naive, naiveWorded }: WaitScore): string[] {
  const share = (value: number): string => `${(100 * value).toFixed(1)} %`;
  const better = naive > 0 ? share(1 - error / naive) : '–';
  return [
    String(asked),
    share(held),
    share(heldShown),
    ...[width, error, naive].map((minutes) => minutes.toFixed(1)),
    better,
    naiveWorded.toFixed(1),
  ];
}
