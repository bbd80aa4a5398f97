import { lineClasses } from '../core/queue/line-class.ts';
import { type Candidate, chooseNext, type Rule, streakAfter } from '../core/queue/policy.ts';
import { type Place, WaitingLine } from '../core/queue/waiting-line.ts';
import type { Desk } from './desk.ts';
import { dueFrom, type Patient } from './one-stage-day.ts';

/** What a hospital can set for a service, and from when the waiting of an appointment counts. */
export type ProductSettings = Pick<Rule, 'policy' | 'targets' | 'streak' | 'overtakeCap'> & {
  /** `slot`: as the product does, not before the slot less the early allowance. `arrival`: as others do. */
  appointmentsFrom: 'slot' | 'arrival';
};

const SERVICE = 'exam';
const MINUTE = 60_000;

/**
 * A desk that chooses by the product's own `chooseNext` over the product's own lines, so that what is judged is
 * what hospitals run. Minutes become milliseconds since opening.
 */
export function productDesk(settings: ProductSettings): Desk {
  const rule: Rule = { ...settings, version: 0 };
  const lines = new WaitingLine();
  const patients = new Map<string, Patient>();
  const overtaken = new Map<string, number>();
  let streak = 0;

  const candidateOf = (line: Candidate['line']): Candidate[] => {
    const head = lines.line(line)[0];
    return head ? [{ ...head, service: SERVICE, line, overtaken: overtaken.get(head.id) ?? 0 }] : [];
  };
  const pass = (called: Candidate): void => {
    for (const each of lines.line('normal')) {
      if (each.since < called.since) overtaken.set(each.id, (overtaken.get(each.id) ?? 0) + 1);
    }
  };

  return {
    come: (patient) => {
      const place = placeOf(patient, patients.size + 1, settings.appointmentsFrom);
      patients.set(place.id, patient);
      lines.add(place, patient.line);
    },
    call: (now) => {
      const bench = {
        ruleOf: () => rule,
        weightOf: () => 1,
        streaks: new Map([[SERVICE, streak]]),
        now: now * MINUTE,
      };
      const choice = chooseNext(lineClasses.flatMap(candidateOf), bench);
      if (!choice) return null;
      const { candidate } = choice;
      streak = streakAfter(streak, candidate.line, lines.line('normal').length > 0);
      lines.remove(candidate, candidate.line);
      pass(candidate);
      return patients.get(candidate.id)!;
    },
  };
}

/** Numbers are given in the order of coming, as at a kiosk: they decide between two who wait since the same slot. */
function placeOf(patient: Patient, number: number, from: ProductSettings['appointmentsFrom']): Place {
  const since = from === 'arrival' ? patient.arrival : dueFrom(patient);
  return { id: String(patient.id), number, since: since * MINUTE };
}
