import { Textarea as Plain, type TextareaProps } from '@mantine/core';
import { useFault } from '../form.tsx';

export function Textarea(props: TextareaProps) {
  const fault = useFault(props.name);
  return <Plain error={fault} {...props} />;
}
