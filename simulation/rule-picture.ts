import { priorityClasses } from '../core/queue/line-class.ts';
import { type BarRow, drawBars, type Lane } from './bar-picture.ts';
import type { RuleFigures } from './one-stage-figures.ts';
import { classTargets } from './rival-desk.ts';
import type { VisitFigures } from './visit-figures.ts';

const classLanes: readonly Lane[] = [
  { vi: 'Cấp cứu', en: 'urgent', surface: 'black' },
  { vi: 'Ưu tiên', en: 'priority', surface: 'leaf' },
  { vi: 'Hẹn trước', en: 'appointment', surface: 'striped' },
  { vi: 'Thường', en: 'normal', surface: 'light' },
];

const labLanes: readonly Lane[] = [
  { vi: 'Chỉ khám', en: 'examination only', surface: 'black' },
  { vi: '1 cận lâm sàng', en: 'one kind of lab work', surface: 'leaf' },
  { vi: '2 cận lâm sàng', en: 'two kinds', surface: 'striped' },
  { vi: '3 cận lâm sàng', en: 'three kinds', surface: 'light' },
];

const decimal = (value: number): string => value.toFixed(2).replace('.', ',');
const isDefault = (name: string): boolean => name.endsWith('(default)');

/** How long each class waits under each rule at one load, as an SVG file's text. */
export function drawRules(
  load: number,
  product: readonly RuleFigures[],
  rivals: readonly RuleFigures[],
): string {
  const row = ({ rule, classes }: RuleFigures): BarRow => ({
    label: rule,
    bold: isDefault(rule),
    bars: priorityClasses.map((each) => ({
      ...classes[each],
      target: each === 'urgent' ? null : classTargets[each],
    })),
  });
  return drawBars({
    heading: {
      vi: `Thời gian chờ theo quy tắc gọi, tải ${decimal(load)}`,
      en: 'Minutes waited: from the middle patient (p50) to the one whom 95 % stay below (p95). ▾ is the target.',
    },
    lanes: classLanes,
    groups: [
      { heading: { vi: 'Có trong phần mềm', en: 'what a hospital can choose' }, rows: product.map(row) },
      { heading: { vi: 'Để so sánh', en: 'rules of other systems' }, rows: rivals.map(row) },
    ],
    most: 160,
    step: 20,
    unit: 'phút chờ',
  });
}

/** How long whole visits take under each rule, by their lab work, as an SVG file's text. */
export function drawVisits(
  load: number,
  policies: readonly VisitFigures[],
  returns: readonly VisitFigures[],
): string {
  const row = ({ rule, byLabs }: VisitFigures): BarRow => ({
    label: rule,
    bold: isDefault(rule),
    bars: byLabs,
  });
  return drawBars({
    heading: {
      vi: `Thời gian cả lượt khám, tải ${decimal(load)}`,
      en: 'Minutes from check-in to the pharmacy: p50 to p95. ▾ is the limit of Decision 1313/QĐ-BYT.',
    },
    lanes: labLanes,
    groups: [
      { heading: { vi: 'Quy tắc gọi', en: 'policy of all services' }, rows: policies.map(row) },
      {
        heading: { vi: 'Quay lại bác sĩ', en: 'from when the way back counts, and its target' },
        rows: returns.map(row),
      },
    ],
    most: 260,
    step: 20,
    unit: 'phút',
  });
}
