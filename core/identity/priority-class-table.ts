/**
 * The classes that go first (Law 15/2023/QH15 on medical examination and treatment, article 3 clause 2).
 * `by`: read from the card's birth date, declared by the person, or set by staff alone; `paper`: staff must
 * see a paper. Hospitals add their own. These codes are not the object groups of insurance cards: `CC` is an
 * emergency here and merit there.
 */
export const priorityClassTable = {
  CC: { vi: 'Cấp cứu', en: 'Emergency', by: 'staff', paper: false },
  TE: { vi: 'Trẻ em dưới 6 tuổi', en: 'Child under 6', by: 'scan', paper: false },
  NCT: { vi: 'Người từ đủ 75 tuổi', en: 'Aged 75 and over', by: 'scan', paper: false },
  TH: { vi: 'Phụ nữ mang thai', en: 'Pregnant', by: 'declared', paper: false },
  KT: { vi: 'Người khuyết tật đặc biệt nặng, nặng', en: 'Severe disability', by: 'declared', paper: true },
  CCM: { vi: 'Người có công với cách mạng', en: 'Merit to the revolution', by: 'declared', paper: true },
} as const satisfies Record<
  string,
  { vi: string; en: string; by: 'scan' | 'declared' | 'staff'; paper: boolean }
>;

export type PriorityCode = keyof typeof priorityClassTable;
