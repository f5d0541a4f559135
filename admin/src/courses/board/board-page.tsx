import type { LogBoard } from '@lyceum/sdk';
import { Loader } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { lyceum } from '../../lyceum.ts';
import { TextInput } from '../../shell/fields/text-input.tsx';
import { FilterChoice, Filters } from '../../shell/filters.tsx';
import { changed } from '../../shell/list-search.ts';
import { ProblemAlert } from '../../shell/problem-alert.tsx';
import { only } from '../../shell/search-params.ts';
import { useText } from '../../texts/use-text.ts';
import { COURSES } from '../course-queries.ts';
import { CoursesFrame } from '../courses-frame.tsx';
import { BoardLogs } from './board-logs.tsx';
import { BoardCharts } from './board-charts.tsx';
import { boardQueryOf, type BoardSearch, EXPECTATION_STATUSES, readBoardSearch } from './board-search.ts';

const route = getRouteApi('/courses/board');

/** Which weekly logs are missing, for those who manage the courses of an organization. */
export function BoardPage() {
  const search = readBoardSearch(route.useSearch());
  return (
    <CoursesFrame title="board.title" of={search.of} isForManagers>
      {({ organization }) => <Board organizationId={organization.id} search={search} />}
    </CoursesFrame>
  );
}

interface BoardProps {
  readonly organizationId: string;
  readonly search: BoardSearch;
}

function Board({ organizationId, search }: BoardProps) {
  const text = useText();
  const query = boardQueryOf(search);
  const { data, error, isPending, refetch } = useQuery({
    queryKey: [...COURSES, 'board', organizationId, query],
    queryFn: ({ signal }) => lyceum.logBoard.get(organizationId, query, { signal }),
    placeholderData: keepPreviousData,
  });
  return (
    <>
      <BoardFilters search={search} board={data} />
      {error && <ProblemAlert error={error} onRetry={() => void refetch()} />}
      {isPending && <Loader aria-label={text('app.loading')} role="status" />}
      {data && !error && (
        <>
          <BoardCharts board={data} />
          <BoardLogs organizationId={organizationId} search={search} />
        </>
      )}
    </>
  );
}

interface FiltersProps {
  readonly search: BoardSearch;
  readonly board: LogBoard | undefined;
}

function BoardFilters({ search, board }: FiltersProps) {
  const text = useText();
  const navigate = route.useNavigate();
  const change = (name: keyof BoardSearch, value: string) =>
    void navigate({
      search: (present) => changed(readBoardSearch(present), name, value),
    });
  const { from, to, facilitator, module, status } = search;
  const isFiltered = [from, to, facilitator, module, status].some((one) => one !== undefined);
  const facilitators = board?.facilitators.flatMap((one) => one.facilitator ?? []) ?? [];
  const modules = board?.modules.map((one) => one.module) ?? [];
  return (
    <Filters columns={5} onClear={isFiltered ? () => void navigate({ search: only('of', search.of) }) : undefined}>
      <TextInput
        type="date"
        label={text('board.from')}
        value={from ?? board?.from ?? ''}
        onChange={({ currentTarget: { value } }) => value !== '' && change('from', value)}
      />
      <TextInput
        type="date"
        label={text('board.to')}
        value={to ?? board?.to ?? ''}
        onChange={({ currentTarget: { value } }) => value !== '' && change('to', value)}
      />
      <FilterChoice
        label={text('courses.facilitator')}
        values={[...new Set([...chosenOf(facilitator), ...facilitators.map(({ id }) => id)])]}
        value={facilitator}
        nameOf={(one) => facilitators.find(({ id }) => id === one)?.user.name ?? one}
        onChange={(value) => change('facilitator', value)}
      />
      <FilterChoice
        label={text('courses.module')}
        values={[...new Set([...chosenOf(module), ...modules.map(({ id }) => id)])]}
        value={module}
        nameOf={(one) => modules.find(({ id }) => id === one)?.code ?? one}
        onChange={(value) => change('module', value)}
      />
      <FilterChoice
        label={text('board.status')}
        values={EXPECTATION_STATUSES}
        value={status}
        nameOf={(one) => text(`board.status.${one}`)}
        onChange={(value) => change('status', value)}
      />
    </Filters>
  );
}

/** What is chosen is among the choices, also while it finds nothing. */
function chosenOf(chosen: string | undefined): readonly string[] {
  return chosen === undefined ? [] : [chosen];
}
