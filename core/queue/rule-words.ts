import type { ClinicService } from './clinic-file.ts';
import type { Rule } from './policy.ts';

/**
 * The rule of a service as it can hang on the wall: plain Vietnamese, one sentence each. It says who may be called
 * before others and how long; no system words.
 */
export function ruleWords(rule: Rule, service: Pick<ClinicService, 'appointments'>): string[] {
  const late = service.appointments.lateMinutes;
  return [
    'Người cấp cứu được gọi trước mọi người.',
    ...policyWords(rule),
    ...(rule.policy === 'fifo'
      ? []
      : [
          `Người hẹn trước đến đúng giờ được tính từ giờ hẹn; đến trễ quá ${late} phút thì chờ như người không hẹn.`,
        ]),
    'Ai đi xét nghiệm, chụp chiếu rồi quay lại không phải lấy số mới và không xếp lại cuối hàng.',
    'Được gọi mà chưa có mặt: báo nhân viên, số được xếp lại đúng chỗ cũ.',
  ];
}

function policyWords({ policy, targets, streak, overtakeCap }: Rule): string[] {
  switch (policy) {
    case 'fifo':
      return ['Ai đến trước được gọi trước.'];
    case 'strict':
      return [
        'Người ưu tiên được gọi trước, rồi đến người hẹn trước, rồi đến mọi người.',
        'Trong cùng một nhóm, ai đến trước được gọi trước.',
      ];
    case 'ratio':
      return [
        'Cứ hai lượt ưu tiên hoặc hẹn trước thì đến một lượt thường.',
        'Trong cùng một nhóm, ai đến trước được gọi trước.',
      ];
    case 'accumulating':
      return [
        'Thời gian chờ của người ưu tiên được tính gấp đôi, của người hẹn trước gấp rưỡi.',
        'Ai có thời gian tính được dài hơn thì được gọi trước.',
      ];
    case 'target':
      return [
        `Mong muốn gọi người ưu tiên trong ${targets.priority} phút, người hẹn trước trong ${targets.appointment} phút, mọi người trong ${targets.normal} phút.`,
        'Ai đã chờ lâu hơn so với mức của mình thì được gọi trước.',
        `Sau nhiều nhất ${streak} lượt ưu tiên liền nhau là đến một lượt thường.`,
        ...(overtakeCap === undefined
          ? []
          : [`Người đã nhường ${overtakeCap} lượt thì cứ sau một lượt khác là đến lượt mình.`]),
      ];
  }
}
