// Streamlit calls a component's function again whenever its data or the theme changes: the view is
// made once and then updated. And it calls the cleanup of a call that was overtaken by a newer one
// while the module was still loading: only the newest call's cleanup ends the view.
export function mount(createView) {
  const views = new WeakMap(); // parent element -> { view, calls }
  return ({ parentElement: root, data, setStateValue }) => {
    if (!views.has(root)) views.set(root, { view: createView(root, data), calls: 0 });
    const mounted = views.get(root), call = ++mounted.calls;
    mounted.view.update(data, setStateValue);
    return () => {
      if (call !== mounted.calls) return;
      mounted.view.stop();
      views.delete(root);
    };
  };
}
