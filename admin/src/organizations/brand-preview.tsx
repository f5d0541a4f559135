import { Group, Stack, Text } from '@mantine/core';
import { useText } from '../texts/use-text.ts';
import { inkOn } from './ink.ts';

/** Surfaces of booking pages in light and dark. */
const GROUNDS = [
  { ground: '#ffffff', ink: '#1b1b1f' },
  { ground: '#1d1d22', ink: '#ececf0' },
] as const;

interface Props {
  readonly name: string;
  /** Address of the picture. */
  readonly logo: string | null;
  readonly color: string;
}

/** How it looks on a booking page, in light and dark. */
export function BrandPreview({ name, logo, color }: Props) {
  const text = useText();
  return (
    <div>
      <Text size="sm" fw={500} mb="xs">
        {text('brand.preview')}
      </Text>
      <Group gap="sm" align="stretch">
        {GROUNDS.map(({ ground, ink }) => (
          <Stack
            key={ground}
            gap="sm"
            p="md"
            align="flex-start"
            style={{
              background: ground,
              color: ink,
              border: '1px solid var(--mantine-color-default-border)',
              borderRadius: 12,
              flex: '1 1 14rem',
              minWidth: 0,
            }}
          >
            {logo !== null && (
              <img
                src={logo}
                alt={text('brand.logo')}
                style={{
                  maxHeight: 80,
                  maxWidth: 'min(100%, 15rem)',
                  ...(ground === '#ffffff' ? {} : { background: '#fff', padding: 8, borderRadius: 8 }),
                }}
              />
            )}
            <strong style={{ overflowWrap: 'anywhere' }}>{name}</strong>
            <span
              style={{
                background: color,
                border: '1px solid #8b8b95',
                borderRadius: 8,
                color: inkOn(color),
                fontWeight: 600,
                padding: '8px 12px',
              }}
            >
              {text('brand.preview.button')}
            </span>
          </Stack>
        ))}
      </Group>
    </div>
  );
}
