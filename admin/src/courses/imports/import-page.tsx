import type { RosterImport } from '@lyceum/sdk';
import { Group, Loader, Progress, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Detail, Details } from '../../shell/details.tsx';
import { TextLink } from '../../shell/links.tsx';
import { Page } from '../../shell/page.tsx';
import { ProblemAlert } from '../../shell/problem-alert.tsx';
import { useText } from '../../texts/use-text.ts';
import { useTimes } from '../../texts/use-times.ts';
import { ImportRows } from './import-rows.tsx';
import { readRowsSearch } from './import-search.ts';
import { ImportStateBadge } from './import-state-badge.tsx';
import { ImportSteps } from './import-steps.tsx';
import { isUnderWay, rosterImport } from './import-queries.ts';
import { useImportNames } from './use-import-names.ts';

const route = getRouteApi('/courses/imports/$importId');

/** States in which rows say what they would do, or did. */
const WITH_ROWS: ReadonlySet<RosterImport['state']> = new Set([
  ...(['ready', 'blocked', 'stale', 'applying', 'applied', 'undoing', 'undone'] as const),
]);

/** One import: what each row of its file would change, and then the step that changes it. */
export function ImportPage() {
  const text = useText();
  const times = useTimes();
  const nameOf = useImportNames();
  const { importId } = route.useParams();
  const search = readRowsSearch(route.useSearch());
  const { data, error, isPending, refetch } = useQuery(rosterImport(importId));
  if (isPending) return <Loader aria-label={text('app.loading')} role="status" />;
  const title =
    data && text('imports.oneOf', { kind: nameOf('kind', data.kind), moment: times.moment(data.createdAt) });
  return (
    <Page title={title ?? text('app.failed')} key={importId}>
      <TextLink to="/courses/imports" search={data ? { of: data.organizationId } : {}}>
        {text('imports.title')}
      </TextLink>
      {error && <ProblemAlert error={error} onRetry={() => void refetch()} />}
      {data && (
        <>
          <ImportSteps roster={data} />
          {data.progress !== null && <Done percent={data.progress} />}
          <Settings roster={data} />
          {WITH_ROWS.has(data.state) && <ImportRows roster={data} search={search} />}
        </>
      )}
    </Page>
  );
}

/** Beside what is read aloud when it changes: nobody has to hear each percent. */
function Done({ percent }: { readonly percent: number }) {
  const text = useText();
  const said = text('imports.progress', { percent });
  return (
    <Stack gap={4}>
      <Text size="sm">{said}</Text>
      <Progress value={percent} aria-label={said} transitionDuration={0} />
    </Stack>
  );
}

function Settings({ roster }: { readonly roster: RosterImport }) {
  const text = useText();
  const times = useTimes();
  const { format, mode, matchBy, maxDelete, maxDeletePercent, ignoredColumns, appliedAt, keptUntil } = roster;
  return (
    <Details>
      <Detail name={text('imports.state')}>
        <Group gap="xs" component="span">
          <ImportStateBadge state={roster.state} />
          {isUnderWay(roster) && <Loader size="xs" aria-hidden />}
        </Group>
      </Detail>
      <Detail name={text('imports.format')}>{text(`imports.format.${format}`)}</Detail>
      <Detail name={text('imports.mode')}>
        {text(`imports.mode.${mode}`)}
        {mode === 'full' &&
          ` · ${text(maxDelete === null ? 'imports.bounds.percent' : 'imports.bounds.both', {
            percent: maxDeletePercent,
            most: maxDelete ?? 0,
          })}`}
      </Detail>
      <Detail name={text('imports.matchBy')}>{text(`imports.matchBy.${matchBy}`)}</Detail>
      {ignoredColumns.length > 0 && (
        <Detail name={text('imports.ignoredColumns')}>
          <Text component="span" size="sm">
            {ignoredColumns.join(', ')}
          </Text>
        </Detail>
      )}
      {appliedAt !== null && <Detail name={text('imports.appliedAt')}>{times.moment(appliedAt)}</Detail>}
      <Detail name={text('imports.keptUntil')}>{times.moment(keptUntil)}</Detail>
    </Details>
  );
}
