/** What can be wrong in a house, the worst first. Twelve at most: a list that nobody can learn is none. */
export const alarmNames = [
  'log-unwritable',
  'log-damaged',
  'disk',
  'clock',
  'slow',
  'printer',
  'speaker',
  'board',
  'station',
  'scanner',
  'backup',
  'device-clock',
] as const;
export type AlarmName = (typeof alarmNames)[number];
export type AlarmLevel = 'amber' | 'red';

/** One alarm that is raised, in words of the house: what, which of them, what to do first. `seconds`: since when. */
export type AlarmRow = {
  alarm: AlarmName;
  level: AlarmLevel;
  title: string;
  /** Which devices, or how much; empty where the title says it all. */
  what: string;
  first: string;
  seconds: number;
};
