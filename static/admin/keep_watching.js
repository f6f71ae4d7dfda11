// What is typed is kept also where Wagtail's own saving (8.0) overlooks it.
{
  const OF_ITSELF = /^(csrfmiddlewaretoken|next|loaded_revision_(id|created_at)|overwrite_revision_id|comments-.*)$/;
  const MILLISECONDS = "501"; // between two looks; Wagtail's own is 500, and the same would be no change

  const sent = new WeakMap();

  function contents(data, updated = {}) {
    const parts = [...data].filter(([name]) => !OF_ITSELF.test(name) && !(name in updated));
    return JSON.stringify(parts.map(([name, value]) => [name, value.name ?? value, value.size ?? 0]));
  }

  document.addEventListener("w-autosave:save", ({ target, detail }) => sent.set(target, [...detail.formData]));

  // What was typed while a save was on its way counts as saved once that has gone well. Ask for another one.
  document.addEventListener("w-autosave:success", ({ target, detail }) => {
    setTimeout(() => {
      const updated = detail.response?.field_updates ?? {};
      if (sent.has(target) && contents(sent.get(target), updated) !== contents(new FormData(target), updated)) {
        target.dispatchEvent(new CustomEvent("w-unsaved:add", { bubbles: true, detail: { type: "edits" } }));
      }
    });
  });

  // A form that comes back after a refused step counts as changed, and Wagtail then never begins to look for further
  // changes: after its first save nothing more is saved, and nobody is warned on leaving. Naming the interval anew
  // begins it (UnsavedController.checkIntervalValueChanged).
  document.addEventListener("DOMContentLoaded", () => {
    const form = document.querySelector("[data-edit-form][data-w-unsaved-force-value='true']");
    form?.addEventListener(
      "w-autosave:success",
      () => setTimeout(() => (form.dataset.wUnsavedCheckIntervalValue = MILLISECONDS)),
      { once: true },
    );
  });
}
