import { useLingui } from '@lingui/react';
import type { Fairness } from '@lyceum/sdk';
import { Loader, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { lyceum } from '../lyceum.ts';
import { ProblemAlert } from '../shell/problem-alert.tsx';
import { Section } from '../shell/section.tsx';
import { localeOf } from '../texts/languages.ts';
import { useText } from '../texts/use-text.ts';
import { useTimes } from '../texts/use-times.ts';
import { fairnessKey } from './use-event-type-save.ts';

/** Who got how many of the bookings, and how many they should have. */
export function FairnessSection({ id }: { readonly id: string }) {
  const text = useText();
  const { data, error, isPending, refetch } = useQuery({
    queryKey: fairnessKey(id),
    queryFn: ({ signal }) => lyceum.eventTypes.getFairness(id, { signal }),
  });
  return (
    <Section title={text('fairness.title')} hint={text('fairness.hint')}>
      {error ? (
        <ProblemAlert error={error} onRetry={() => void refetch()} />
      ) : isPending ? (
        <Loader aria-label={text('app.loading')} role="status" />
      ) : (
        <FairnessTable fairness={data} />
      )}
    </Section>
  );
}

function FairnessTable({ fairness }: { readonly fairness: Fairness }) {
  const text = useText();
  const times = useTimes();
  const percent = new Intl.NumberFormat(localeOf(useLingui().i18n.locale), { style: 'percent' });
  return (
    <Table verticalSpacing="sm" captionSide="top">
      <Table.Caption>{times.days(fairness)}</Table.Caption>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">{text('fairness.host')}</Table.Th>
          <Table.Th scope="col">{text('fairness.bookings')}</Table.Th>
          <Table.Th scope="col">{text('fairness.share')}</Table.Th>
          <Table.Th scope="col" visibleFrom="xs">
            {text('fairness.expected')}
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {fairness.hosts.map(({ userId, name, bookings, share, expectedShare }) => (
          <Table.Tr key={userId}>
            <Table.Th scope="row" style={{ overflowWrap: 'anywhere' }}>
              {name}
            </Table.Th>
            <Table.Td>{bookings}</Table.Td>
            <Table.Td>
              {percent.format(share)}
              <Text size="sm" hiddenFrom="xs">
                {text('fairness.expected')}: {percent.format(expectedShare)}
              </Text>
            </Table.Td>
            <Table.Td visibleFrom="xs">{percent.format(expectedShare)}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
