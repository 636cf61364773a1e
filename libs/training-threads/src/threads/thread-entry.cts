/**
 * What piscina loads into its threads. Left alone it would `require` an ES module, and
 * Node 20 aborts the whole process when a thread is terminated within such a `require`
 * (v8::Module::IsGraphAsync on a module that is not instantiated). `import()` is safe.
 */
const loading = import("./thread.ts");

module.exports.runTask = async (task: import("../tasks.ts").Task) => (await loading).runTask(task);
