import type { CalledRoom } from './call-sentence.ts';

/** "Phòng khám 12" and "Quầy 3" have sentences of their own; any other door is called by its label. */
export function calledRoom(label: string): CalledRoom {
  const exam = /^(?:phòng khám|room|examination room)(?: số)? (\d{1,4})$/iu.exec(label);
  if (exam) return { kind: 'exam', number: exam[1]! };
  const counter = /^(?:quầy|counter)(?: số)? (\d{1,4})$/iu.exec(label);
  return counter ? { kind: 'counter', number: counter[1]! } : { kind: 'named', name: label };
}
