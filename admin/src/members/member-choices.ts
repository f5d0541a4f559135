import type { Member } from '@lyceum/sdk';
import { lyceum } from '../lyceum.ts';
import type { Choices } from '../shell/fields/search-select.tsx';
import type { Choice } from '../shell/fields/told-apart.ts';
import { only } from '../shell/search-params.ts';

/** As many as a list shows; whoever looks for another types a part of its name or address. */
const SHOWN = 20;
/** Members who are looked at for a few that fit. */
const MOST_MEMBERS = 500;

const MEMBERS = ['members', 'choices'] as const;

/** Everybody who has joined, but for programs, by their own ids. */
export function membersOf(organizationId: string): Choices {
  return {
    key: [...MEMBERS, organizationId],
    find: (typed, signal) => membersBy(organizationId, typed, () => true, signal),
    nameOf: async (id) => {
      const [member] = await found(organizationId, {}, ({ userId }) => userId === id, 1);
      return member ? (member.name ?? member.email) : id;
    },
  };
}

/** The first of those who have joined and fit, but for programs. */
export async function membersBy(
  organizationId: string,
  typed: string,
  isWanted: (member: Member) => boolean,
  signal?: AbortSignal,
): Promise<Choice[]> {
  const members = await found(organizationId, only('q', typed || undefined), isWanted, SHOWN, signal);
  return members.map(({ userId, name, email }) => ({ value: userId ?? '', label: `${name ?? email} (${email})` }));
}

async function found(
  organizationId: string,
  asked: { readonly q?: string },
  isWanted: (member: Member) => boolean,
  most: number,
  signal?: AbortSignal,
): Promise<Member[]> {
  const wanted: Member[] = [];
  let looked = 0;
  const query = { status: 'joined', limit: 100, ...asked } as const;
  for await (const member of lyceum.organizationMembers.list(organizationId, query, signal ? { signal } : {})) {
    looked += 1;
    if (member.userId !== null && !member.isServiceAccount && isWanted(member)) wanted.push(member);
    if (wanted.length === most || looked === MOST_MEMBERS) break;
  }
  return wanted;
}
