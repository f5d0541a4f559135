import type { Health, OutsideService, QueueOverview } from '@lyceum/sdk';
import { List, SimpleGrid, Text } from '@mantine/core';
import { TextLink } from '../../shell/links.tsx';
import { Page } from '../../shell/page.tsx';
import { useText } from '../../texts/use-text.ts';
import { Figures } from '../figures.tsx';
import { AskedSection } from '../asked-section.tsx';
import { useFormats } from '../use-formats.ts';
import {
  useBookingsPerDay,
  useEmailCounts,
  useHealth,
  useOutsideServices,
  usePeople,
  useQueues,
  useUndoneCount,
} from './use-overview.ts';

const SERVICES = ['database', 'redis', 'queue'] as const;

/** How the installation is, for those who run it. */
export function OverviewPage() {
  const text = useText();
  const formats = useFormats();
  return (
    <Page title={text('admin.title')}>
      <SimpleGrid cols={{ base: 1, md: 2 }}>
        <AskedSection title={text('admin.health')} query={useHealth()}>
          {(health) => <HealthState health={health} />}
        </AskedSection>
        <AskedSection title={text('admin.undone')} query={useUndoneCount()}>
          {(count) =>
            count === 0 ? (
              <Text>{text('admin.undone.none')}</Text>
            ) : (
              <TextLink to="/admin/jobs">{text('admin.undone.count', { count })}</TextLink>
            )
          }
        </AskedSection>
        <AskedSection title={text('admin.bookings')} query={useBookingsPerDay()}>
          {(days) => (
            <Figures
              title={text('admin.bookings')}
              figures={days.map(({ day, count }) => ({
                key: day.toISOString(),
                label: formats.day(day),
                value: count,
              }))}
            />
          )}
        </AskedSection>
        <AskedSection title={text('admin.emails.states')} query={useEmailCounts()}>
          {(states) => (
            <Figures
              title={text('admin.emails.states')}
              figures={states.map(({ status, count }) => ({
                key: status,
                label: (
                  <TextLink to="/admin/emails" search={{ status }}>
                    {text(`admin.email.status.${status}`)}
                  </TextLink>
                ),
                value: count,
              }))}
            />
          )}
        </AskedSection>
        <AskedSection title={text('admin.active')} query={usePeople()}>
          {({ stats, active }) => (
            <>
              <Figures
                title={text('admin.active')}
                figures={active.map(({ days, count }) => ({
                  key: String(days),
                  label: text('admin.active.days', { days }),
                  value: count,
                }))}
              />
              <Text size="sm">
                {text('admin.people.counts', {
                  total: stats.total,
                  inactive: stats.inactive,
                  joined: stats.registeredLast30Days,
                })}
              </Text>
            </>
          )}
        </AskedSection>
        <AskedSection title={text('admin.outside')} query={useOutsideServices()}>
          {({ services }) => <OutsideServices services={services} />}
        </AskedSection>
        <AskedSection title={text('admin.queues')} query={useQueues()}>
          {(overview) => <Queues overview={overview} />}
        </AskedSection>
      </SimpleGrid>
    </Page>
  );
}

function HealthState({ health: { status, services, version } }: { readonly health: Health }) {
  const text = useText();
  return (
    <>
      <Text fw={600}>{text(`admin.health.${status}`)}</Text>
      {services && (
        <List>
          {SERVICES.map((service) => (
            <List.Item key={service}>
              {text(services[service] === 'up' ? 'admin.service.up' : 'admin.service.down', {
                service: text(`admin.services.${service}`),
              })}
            </List.Item>
          ))}
        </List>
      )}
      {version !== undefined && <Text size="sm">{text('admin.version', { version })}</Text>}
    </>
  );
}

/** Who is called, and since when somebody is away, with what waits for them. */
function OutsideServices({ services }: { readonly services: readonly OutsideService[] }) {
  const text = useText();
  return (
    <List>
      {services.map((service) => (
        <List.Item key={service.name}>
          {service.state === 'closed' ? (
            text('admin.service.up', { service: text(`admin.outside.${service.name}`) })
          ) : (
            <ServiceAway service={service} />
          )}
        </List.Item>
      ))}
    </List>
  );
}

function ServiceAway({ service: { name, open, circuits } }: { readonly service: OutsideService }) {
  const text = useText();
  const { moment } = useFormats();
  return (
    <>
      <Text fw={600}>{text(`admin.outside.away.${name}`, { count: open })}</Text>
      {circuits.map(({ target, state, lastError, openedAt, retryAt }) => (
        <Text key={target ?? ''} size="sm" style={{ overflowWrap: 'anywhere' }}>
          {target !== null && `${target} · `}
          {text('admin.outside.circuit', {
            since: moment(openedAt),
            error: lastError.replace(/\.$/, ''),
            state,
            at: moment(retryAt),
          })}
        </Text>
      ))}
    </>
  );
}

/** What waits in each queue, and how far all of them are behind. */
function Queues({ overview: { queues, outbox } }: { readonly overview: QueueOverview }) {
  const text = useText();
  return (
    <>
      <Figures
        title={text('admin.queues')}
        figures={queues.map(({ name, waiting, prioritized, active }) => ({
          key: name,
          label: (
            <TextLink to="/admin/jobs/$queue" params={{ queue: name }}>
              {text(`admin.queue.${name}`)}
            </TextLink>
          ),
          value: waiting + prioritized + active,
        }))}
      />
      <Text size="sm">
        {outbox.due === 0
          ? text('admin.outbox.none')
          : text('admin.outbox.count', { due: outbox.due, seconds: Math.round(outbox.oldestAgeSeconds) })}
      </Text>
    </>
  );
}
