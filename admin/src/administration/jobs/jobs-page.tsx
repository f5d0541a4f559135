import type { DeadLetter, Queue } from '@lyceum/sdk';
import { Table, Text } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { lyceum } from '../../lyceum.ts';
import { TextLink } from '../../shell/links.tsx';
import { DownloadButton } from '../../shell/download-button.tsx';
import { Filters, SortChoice } from '../../shell/filters.tsx';
import { changed, ofAllPages } from '../../shell/list-search.ts';
import { Listed } from '../../shell/listed.tsx';
import { Page } from '../../shell/page.tsx';
import { Section } from '../../shell/section.tsx';
import { useText } from '../../texts/use-text.ts';
import { useQueues } from '../overview/use-overview.ts';
import { AskedSection } from '../asked-section.tsx';
import { useFormats } from '../use-formats.ts';
import { workOf } from './job-words.ts';
import { readUndoneSearch, UNDONE_SORTS } from './jobs-search.ts';

const route = getRouteApi('/admin/jobs');

/** What was given up, and what waits in the queues. */
export function JobsPage() {
  const text = useText();
  const search = readUndoneSearch(route.useSearch());
  const navigate = route.useNavigate();
  const undone = useQuery({
    queryKey: ['administration', 'undone', 'list', search],
    queryFn: ({ signal }) => lyceum.deadLetters.list(search, { signal }),
    placeholderData: keepPreviousData,
  });
  return (
    <Page title={text('admin.jobs')}>
      <Section title={text('admin.undone')}>
        <Listed query={undone} cursor={search.cursor} count="admin.count" empty={text('admin.undone.none')}>
          {(letters) => (
            <>
              <DownloadButton
                name="dead-letters"
                read={(options) => lyceum.deadLetters.getCsv(ofAllPages(search), options)}
              />
              <Filters columns={4} onClear={undefined}>
                <SortChoice
                  values={UNDONE_SORTS}
                  value={search.sort}
                  nameOf={(sort) => text(`admin.undone.sort.${sort}`)}
                  onChange={(value) => void navigate({ search: changed(search, 'sort', value) })}
                />
              </Filters>
              <Undone letters={letters} />
            </>
          )}
        </Listed>
      </Section>
      <AskedSection title={text('admin.queues.title')} query={useQueues()}>
        {({ queues }) => <QueuesTable queues={queues} />}
      </AskedSection>
    </Page>
  );
}

function Undone({ letters }: { readonly letters: readonly DeadLetter[] }) {
  const text = useText();
  const formats = useFormats();
  return (
    <>
      <Text size="sm">{text('admin.undone.hint')}</Text>
      <Table verticalSpacing="sm" aria-label={text('admin.undone')}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{text('admin.undone.what')}</Table.Th>
            <Table.Th scope="col">{text('admin.undone.when')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {letters.map(({ id, consumer, error, failedAt }) => {
            const work = workOf(consumer);
            return (
              <Table.Tr key={id}>
                <Table.Td style={{ overflowWrap: 'anywhere' }}>
                  <TextLink to="/admin/undone/$id" params={{ id }}>
                    {work ? text(work) : consumer}
                  </TextLink>
                  <Text size="sm" lang="en" lineClamp={2}>
                    {error}
                  </Text>
                </Table.Td>
                <Table.Td>{formats.moment(failedAt)}</Table.Td>
              </Table.Tr>
            );
          })}
        </Table.Tbody>
      </Table>
    </>
  );
}

function QueuesTable({ queues }: { readonly queues: readonly Queue[] }) {
  const text = useText();
  const formats = useFormats();
  return (
    <Table verticalSpacing="sm" aria-label={text('admin.queues.title')}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col" w="40%">
            {text('admin.queues.queue')}
          </Table.Th>
          <Table.Th scope="col">{text('admin.queues.now')}</Table.Th>
          <Table.Th scope="col">{text('admin.queues.later')}</Table.Th>
          <Table.Th scope="col">{text('admin.queues.failed')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {queues.map(({ name, isPaused, waiting, prioritized, active, delayed, failed }) => (
          <Table.Tr key={name}>
            <Table.Td style={{ overflowWrap: 'anywhere' }}>
              <TextLink to="/admin/jobs/$queue" params={{ queue: name }}>
                {text(`admin.queue.${name}`)}
              </TextLink>
              {isPaused && <Text size="sm">{text('admin.queues.paused')}</Text>}
            </Table.Td>
            <Table.Td>{formats.number(waiting + prioritized + active)}</Table.Td>
            <Table.Td>{formats.number(delayed)}</Table.Td>
            <Table.Td>{formats.number(failed)}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
