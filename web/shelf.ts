/**
 * What this browser keeps over reloads. A television in guest mode or a browser that forbids storage must not
 * stop the page: then it is kept until the page goes.
 */
export type Shelf = {
  read: (key: string) => string | null;
  write: (key: string, text: string) => void;
  remove: (key: string) => void;
  keys: () => string[];
};

/** A shelf over `localStorage` or `sessionStorage`; `open` gives the storage, and may throw. */
export function openShelf(open: () => Storage): Shelf {
  const memory = new Map<string, string>();
  const storage = available(open);
  return {
    read: (key) => storage?.getItem(key) ?? memory.get(key) ?? null,
    write(key, text) {
      memory.set(key, text);
      try {
        storage?.setItem(key, text);
      } catch {
        // Full or forbidden: memory holds it for as long as the page lives.
      }
    },
    remove(key) {
      memory.delete(key);
      storage?.removeItem(key);
    },
    keys: () => [...new Set([...memory.keys(), ...(storage ? Object.keys(storage) : [])])],
  };
}

function available(open: () => Storage): Storage | null {
  try {
    const storage = open();
    storage.getItem('');
    return storage;
  } catch {
    return null;
  }
}
