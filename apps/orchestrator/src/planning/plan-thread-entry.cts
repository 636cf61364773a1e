/** What piscina loads into its threads; see thread-entry.cts of libs/training-threads for why it is no ES module. */
const loading = import("./plan-thread.ts");

module.exports.perform = async (task: import("./plan-thread.ts").PlanTask) =>
  (await loading).perform(task);
