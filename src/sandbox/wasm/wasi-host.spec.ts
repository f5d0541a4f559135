import { GuestExit, wasiHost } from './wasi-host.mjs';

const BADF = 8;
const NOENT = 44;
const NOSYS = 52;
const POINTER = 64;

describe('the host of CPython', () => {
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 1 });
  const call = (name: string, ...args: number[]) => hostOf(name)(...args);

  function hostOf(name: string): (...args: number[]) => number {
    const imports = wasiHost(moduleThatImports(name), ['python', 'é'], () => memory);
    return imports['wasi_snapshot_preview1']![name]!;
  }

  it.each(['fd_read', 'fd_write', 'fd_fdstat_get', 'fd_filestat_get', 'fd_close', 'fd_seek', 'fd_prestat_get'])(
    'has no descriptor but the standard streams: %s',
    (name) => {
      for (const descriptor of [3, 4, 5, 20, -1]) expect(call(name, descriptor, POINTER, 0, POINTER)).toBe(BADF);
    },
  );

  it('writes nothing to the input and reads nothing from the outputs', () => {
    expect(call('fd_write', 0, POINTER, 0, POINTER)).toBe(BADF);
    for (const descriptor of [1, 2]) expect(call('fd_read', descriptor, POINTER, 0, POINTER)).toBe(BADF);
  });

  it.each([
    ['path_open', NOENT],
    ['path_symlink', NOENT],
    ['path_unlink_file', NOENT],
    ['fd_readdir', NOSYS],
    ['fd_pread', NOSYS],
    ['sock_accept', NOSYS],
    ['sock_send', NOSYS],
  ])('has no folder and no socket: %s', (name, errno) => expect(call(name, 3, POINTER, 0, POINTER)).toBe(errno));

  it('has an empty environment, and the arguments that it was given', () => {
    expect([call('environ_sizes_get', 0, 4), ...new Uint32Array(memory.buffer, 0, 2)]).toEqual([0, 0, 0]);
    expect([call('args_sizes_get', 0, 4), ...new Uint32Array(memory.buffer, 0, 2)]).toEqual([0, 2, 10]);
    call('args_get', 0, POINTER);
    expect(Buffer.from(memory.buffer, POINTER, 10).toString()).toBe('python\0é\0');
  });

  it('ends the guest with its code', () => {
    expect(() => call('proc_exit', 3)).toThrow(GuestExit);
  });
});

/** The smallest module of WebAssembly that imports a function of WASI. */
function moduleThatImports(name: string): WebAssembly.Module {
  const text = (value: string) => [value.length, ...Buffer.from(value)];
  const section = (id: number, content: readonly number[]) => [id, content.length, ...content];
  const bytes = [
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    ...section(1, [1, 0x60, 0, 0]),
    ...section(2, [1, ...text('wasi_snapshot_preview1'), ...text(name), 0x00, 0]),
  ];
  return new WebAssembly.Module(new Uint8Array(bytes));
}
