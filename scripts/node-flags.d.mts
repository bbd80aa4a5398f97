export declare const nodeFlags: readonly string[];

/** Of the same processes, unless somebody has set it otherwise. */
export const nodeEnvironment: Readonly<Record<string, string>>;
