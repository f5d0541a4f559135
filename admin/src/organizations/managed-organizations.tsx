import { Stack, Text } from '@mantine/core';
import { PlaceLink } from '../shell/links.tsx';
import { useText } from '../texts/use-text.ts';
import { isManaged, useOrganizations } from './use-organizations.ts';

/** The others are in the list of organizations. */
const SHOWN = 8;

/** Leads to the organizations that whoever is signed in manages. */
export function ManagedOrganizations({ pathname }: { readonly pathname: string }) {
  const text = useText();
  const managed = useOrganizations().data?.data.filter(isManaged).slice(0, SHOWN) ?? [];
  if (managed.length === 0) return null;
  return (
    <Stack gap={0} mt="sm" role="group" aria-label={text('organizations.managed')}>
      <Text size="sm" c="dimmed" px="sm">
        {text('organizations.managed')}
      </Text>
      {managed.map(({ id, name }) => (
        <PlaceLink
          key={id}
          to="/organizations/$id/members"
          params={{ id }}
          label={name}
          active={pathname.startsWith(`/organizations/${id}`)}
          style={{ overflowWrap: 'anywhere' }}
        />
      ))}
    </Stack>
  );
}
