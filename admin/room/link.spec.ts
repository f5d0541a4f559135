import { linkIn } from './link.ts';

it('keeps a guest over a reload, until an invitation lets an account in', () => {
  const kept = new Map<string, string>();
  const tab = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
  const opened = (hash: string) => linkIn('/rooms/one', hash, tab);
  expect(opened('#guest=a')).toEqual({ roomId: 'one', invitation: null, guest: 'a' });
  expect(opened('')).toEqual({ roomId: 'one', invitation: null, guest: 'a' });
  expect(linkIn('/rooms/other', '', tab).guest).toBeNull();
  expect(opened('#invitation=b')).toEqual({ roomId: 'one', invitation: 'b', guest: null });
  expect(opened('')).toEqual({ roomId: 'one', invitation: null, guest: null });
});
