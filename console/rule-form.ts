import type { PolicyName, ServiceRule } from '../core/queue/clinic-file.ts';
import { ruleWords } from '../core/queue/rule-words.ts';

export const policyWords: { readonly [policy in PolicyName]: string } = {
  target: 'Theo mức chờ',
  fifo: 'Ai trước gọi trước',
  strict: 'Ưu tiên trước hết',
  ratio: 'Hai ưu tiên, một thường',
  accumulating: 'Tích lũy giờ chờ',
};
export const policies = Object.keys(policyWords) as PolicyName[];

/** Numbers of a rule that can be typed: the words before the field, and what the server takes. */
export type RuleNumber = 'priority' | 'appointment' | 'normal' | 'return' | 'streak' | 'overtakeCap';
export const ruleNumbers: { readonly [name in RuleNumber]: { words: string; least: number; most: number } } =
  {
    priority: { words: 'Ưu tiên: gọi trong (phút)', least: 1, most: 600 },
    appointment: { words: 'Hẹn giờ: gọi trong (phút)', least: 1, most: 600 },
    normal: { words: 'Thường: gọi trong (phút)', least: 1, most: 600 },
    return: { words: 'Quay lại từ cận lâm sàng: trong (phút)', least: 1, most: 600 },
    streak: { words: 'Nhiều nhất mấy lượt ưu tiên liền nhau', least: 1, most: 50 },
    overtakeCap: { words: 'Nhường nhiều nhất mấy lượt (trống: không giới hạn)', least: 1, most: 500 },
  };

/** Which numbers a policy goes by. */
export function numbersOf(policy: PolicyName): RuleNumber[] {
  const guards: RuleNumber[] = ['overtakeCap'];
  if (policy === 'fifo') return [];
  return policy === 'target'
    ? ['priority', 'appointment', 'normal', 'return', 'streak', 'overtakeCap']
    : guards;
}

/** A number of a rule; null where it has none. */
export function numberIn(rule: ServiceRule, name: RuleNumber): number | null {
  if (name === 'streak') return rule.streak;
  if (name === 'overtakeCap') return rule.overtakeCap ?? null;
  return rule.targets[name];
}

/**
 * The rule with one number changed as it was typed; null when the text is no number that the server takes. An empty
 * text means no overtake cap.
 */
export function withNumber(rule: ServiceRule, name: RuleNumber, text: string): ServiceRule | null {
  const { least, most } = ruleNumbers[name];
  const { overtakeCap: _cap, ...uncapped } = rule;
  if (name === 'overtakeCap' && text.trim() === '') return uncapped;
  const value = Number(text);
  if (text.trim() === '' || !Number.isInteger(value) || value < least || value > most) return null;
  if (name === 'streak' || name === 'overtakeCap') return { ...rule, [name]: value };
  return { ...rule, targets: { ...rule.targets, [name]: value } };
}

/** What the rule would say on the wall, before it is saved; `lateMinutes` is that of the service. */
export function previewWords(rule: ServiceRule, lateMinutes: number): string[] {
  return ruleWords({ ...rule, version: 0 }, { appointments: { earlyMinutes: 0, lateMinutes } });
}
