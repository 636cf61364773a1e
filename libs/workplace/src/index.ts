export {
  openWorkplace,
  type Workplace,
  type WorkplaceOptions,
  workplaceConfig,
} from "./open-workplace.ts";
