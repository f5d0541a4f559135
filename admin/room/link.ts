/** What the address of the page says. */
export interface Link {
  readonly roomId: string;
  /** The secret of an invitation. */
  readonly invitation: string | null;
  /** The secret of a guest’s link, of this address or of one that this tab had before. */
  readonly guest: string | null;
}

const keyOf = (roomId: string) => `lyceum.room.guest.${roomId}`;

/** Secrets are taken out of the address, so that they are in no picture of the page and in no copied link. */
export function openedLink(): Link {
  const { pathname, hash } = location;
  const link = linkIn(pathname, hash, sessionStorage);
  if (/[#&](?:invitation|guest)=/.test(hash)) history.replaceState(null, '', pathname);
  return link;
}

/** @param tab what this tab keeps over a reload */
export function linkIn(pathname: string, hash: string, tab: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>): Link {
  const roomId = pathname.split('/')[2] ?? '';
  const said = new URLSearchParams(hash.slice(1));
  const [invitation, guest] = [said.get('invitation'), said.get('guest')];
  // Whoever reloads the page is the same guest, and none any more after an invitation.
  if (invitation !== null) tab.removeItem(keyOf(roomId));
  else if (guest !== null) tab.setItem(keyOf(roomId), guest);
  return { roomId, invitation, guest: tab.getItem(keyOf(roomId)) };
}

export function forgetGuestLink(roomId: string): void {
  sessionStorage.removeItem(keyOf(roomId));
}
