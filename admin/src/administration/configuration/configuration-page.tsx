import type { Setting } from '@lyceum/sdk';
import { Badge, Code, Group, Loader, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { lyceum } from '../../lyceum.ts';
import { Detail, Details } from '../../shell/details.tsx';
import { Page } from '../../shell/page.tsx';
import { ProblemAlert } from '../../shell/problem-alert.tsx';
import { SearchField } from '../../shell/search-field.tsx';
import { Section } from '../../shell/section.tsx';
import { useText } from '../../texts/use-text.ts';

/** What the server goes by. */
export function ConfigurationPage() {
  const text = useText();
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['administration', 'configuration'],
    queryFn: ({ signal }) => lyceum.configuration.get({ signal }),
  });
  return (
    <Page title={text('admin.configuration')}>
      {error ? (
        <ProblemAlert error={error} onRetry={() => void refetch()} />
      ) : isPending ? (
        <Loader aria-label={text('app.loading')} role="status" />
      ) : (
        <>
          <Section title={text('admin.versions')}>
            <Details>
              <Detail name="Lyceum">{data.versions.lyceum}</Detail>
              <Detail name="Node.js">{data.versions.node}</Detail>
              <Detail name="PostgreSQL">{data.versions.postgresql ?? text('admin.versions.silent')}</Detail>
              <Detail name="Redis">{data.versions.redis ?? text('admin.versions.silent')}</Detail>
            </Details>
          </Section>
          <Section title={text('admin.features')}>
            <Group gap="xs">
              {data.features.map((name) => (
                <Code key={name}>{name}</Code>
              ))}
            </Group>
          </Section>
          <Settings settings={data.settings} />
        </>
      )}
    </Page>
  );
}

function Settings({ settings }: { readonly settings: readonly Setting[] }) {
  const text = useText();
  const [part, setPart] = useState('');
  const found = settings.filter(({ name }) => name.includes(part.trim().toUpperCase()));
  return (
    <Section title={text('admin.settings')} hint={text('admin.settings.hint')}>
      <SearchField label={text('admin.settings.search')} value={part} onChange={setPart} />
      <Text size="sm" role="status">
        {text('admin.count', { count: found.length })}
      </Text>
      <Table verticalSpacing="xs" layout="fixed" aria-label={text('admin.settings')}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{text('admin.settings.name')}</Table.Th>
            <Table.Th scope="col">{text('admin.settings.value')}</Table.Th>
            <Table.Th scope="col" visibleFrom="md">
              {text('admin.settings.default')}
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {found.map((setting) => (
            <Table.Tr key={setting.name}>
              <Table.Th scope="row" fw={400} style={{ overflowWrap: 'anywhere' }}>
                {setting.name}
              </Table.Th>
              <Table.Td style={{ overflowWrap: 'anywhere' }}>
                <Value setting={setting} />
              </Table.Td>
              <Table.Td visibleFrom="md" style={{ overflowWrap: 'anywhere' }}>
                {setting.default}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Section>
  );
}

function Value({ setting: { value, isSet, isSecret } }: { readonly setting: Setting }) {
  const text = useText();
  if (isSecret) return <Text size="sm">{text(isSet ? 'admin.settings.secret' : 'admin.settings.unset')}</Text>;
  return (
    <>
      {value === null || value === '' ? <Text size="sm">{text('admin.settings.none')}</Text> : value}{' '}
      {isSet && (
        <Badge color="blue.9" tt="none" component="span">
          {text('admin.settings.set')}
        </Badge>
      )}
    </>
  );
}
