import learning from "../../package.json" with { type: "json" };

export const { version } = learning;
