/** A store in a file answers at once, one across the network when it has been asked. */
export type Awaitable<T> = T | Promise<T>;
