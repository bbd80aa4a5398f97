/** Environment of a process that keeps what Node has made of its sources; empty where that cannot be. */
export declare function compiledCode(dist?: string): Readonly<Record<string, string>>;
