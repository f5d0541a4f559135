/** What is opened without a connection, in one piece. */
export { MyWeekPage } from './logs/my-week-page.tsx';
export { WeekPage } from './logs/week-page.tsx';
