/** A file of another kind that the build puts beside the pages; the import is its address. */
declare module '*.wasm?url' {
  const url: string;

  export = url;
}
declare module '*.css' {}
