-module(echo_server_listener).
-behaviour(gen_server).
-export([start_link/2, init/1, handle_call/3, handle_cast/2, terminate/2]).

start_link(Address, Port) ->
    gen_server:start_link({local, ?MODULE}, ?MODULE, {Address, Port}, []).

init({Address, Port}) ->
    process_flag(trap_exit, true),
    {ok, IP} = inet:parse_address(Address),
    Options = [binary, {packet, line}, {active, false}, {reuseaddr, true}, {ip, IP}],
    case gen_tcp:listen(Port, Options) of
        {ok, Socket} ->
            logger:info("listening on ~s:~b", [Address, Port]),
            spawn_link(fun() -> accept(Socket) end),
            {ok, Socket};
        {error, Reason} ->
            {stop, {cannot_listen, Address, Port, Reason}}
    end.

handle_call(_Request, _From, Socket) ->
    {reply, ok, Socket}.

handle_cast(_Request, Socket) ->
    {noreply, Socket}.

terminate(_Reason, Socket) ->
    gen_tcp:close(Socket).

accept(Socket) ->
    {ok, Connection} = gen_tcp:accept(Socket),
    Echo = spawn(fun() -> receive go -> echo(Connection) end end),
    ok = gen_tcp:controlling_process(Connection, Echo),
    Echo ! go,
    accept(Socket).

echo(Connection) ->
    case gen_tcp:recv(Connection, 0) of
        {ok, Line} ->
            ok = gen_tcp:send(Connection, Line),
            echo(Connection);
        {error, closed} ->
            gen_tcp:close(Connection)
    end.
