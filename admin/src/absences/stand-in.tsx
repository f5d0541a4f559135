import { Loader, Text } from '@mantine/core';
import { skipToken, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { membersBy, membersOf } from '../members/member-choices.ts';
import { useOrganizations } from '../organizations/use-organizations.ts';
import { useUser } from '../session/use-signed-in-user.ts';
import { type Choices, SearchSelect } from '../shell/fields/search-select.tsx';
import type { Choice } from '../shell/fields/told-apart.ts';
import { useText } from '../texts/use-text.ts';
import { STAND_IN } from './absence-change.ts';

/** Of more organizations, the first are looked through. */
const MOST_ORGANIZATIONS = 5;

/** @returns those with whom somebody shares an organization; null for whoever is in none */
function useColleagues(): Choices | null {
  const { id: ownId } = useUser();
  const { data } = useOrganizations();
  return useMemo((): Choices | null => {
    const organizations = data?.data.slice(0, MOST_ORGANIZATIONS).map(({ id }) => id) ?? [];
    if (organizations.length === 0) return null;
    return {
      key: ['members', 'colleagues', ...organizations],
      find: async (typed, signal) => {
        const found = await Promise.all(
          organizations.map((id) => membersBy(id, typed, ({ userId }) => userId !== ownId, signal)),
        );
        return [...new Map(found.flat().map((one): [string, Choice] => [one.value, one])).values()];
      },
      nameOf: async (id) => {
        for (const organization of organizations) {
          const name = await membersOf(organization).nameOf?.(id);
          // Where nobody is found, the id comes back.
          if (name !== undefined && name !== id) return name;
        }
        return '';
      },
    };
  }, [data, ownId]);
}

function useNameOf(colleagues: Choices | null, standInId: string | null) {
  const nameOf = colleagues?.nameOf;
  return useQuery({
    queryKey: [...(colleagues?.key ?? []), 'stand-in', standInId],
    queryFn: nameOf && standInId !== null ? () => nameOf(standInId) : skipToken,
  });
}

/** Who is booked instead, for whoever has colleagues. */
export function StandInField({ standInId = null }: { readonly standInId?: string | null }) {
  const text = useText();
  const colleagues = useColleagues();
  const { data: name, isLoading } = useNameOf(colleagues, standInId);
  if (!colleagues) return null;
  // Without it nothing is said of the stand-in, who stays.
  if (isLoading) return <Loader size="sm" aria-label={text('app.loading')} role="status" />;
  return (
    <SearchSelect
      name={STAND_IN}
      label={text('absences.standIn')}
      description={text('absences.standIn.hint')}
      choices={colleagues}
      {...(standInId !== null && name ? { initial: { value: standInId, label: name } } : {})}
    />
  );
}

/** Nothing of somebody who has left. */
export function StandIn({ id }: { readonly id: string }) {
  const text = useText();
  const { data: name } = useNameOf(useColleagues(), id);
  return name ? <Text size="sm">{text('absences.standIn.is', { name })}</Text> : null;
}
