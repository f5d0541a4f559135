/** What the guests use of WebAssembly: its types are in the library for browsers, which would bring those in as well. */
declare namespace WebAssembly {
  type Imports = Record<string, Record<string, (...values: number[]) => number>>;

  class Memory {
    constructor(size: { initial: number; maximum: number });
    readonly buffer: ArrayBuffer;
  }

  class Instance {
    readonly exports: Readonly<Record<string, unknown>>;
  }

  const Module: {
    new (program: Uint8Array): Module;
    imports(module: Module): { readonly name: string }[];
  };

  function compile(program: Uint8Array): Promise<Module>;
  function instantiate(module: Module, imports: Imports): Promise<Instance>;
}
